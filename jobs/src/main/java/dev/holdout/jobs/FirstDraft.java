package dev.holdout.jobs;

import dev.holdout.config.PipelineDraft;
import dev.holdout.config.PipelineDraft.Column;
import dev.holdout.config.PipelineDraft.Suggestion;
import dev.holdout.contract.ColumnSpec;
import dev.holdout.contract.ColumnType;
import dev.holdout.contract.FoundSource;
import dev.holdout.contract.Profile;
import dev.holdout.contract.Profile.ColumnProfile;
import dev.holdout.contract.Profile.ValueCount;
import dev.holdout.contract.SourceSpec;
import dev.holdout.measure.Task;
import dev.holdout.split.LabelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a first pipeline file says of a table, judged by its profile: which column tells rows apart,
 * which names an entity, which says when, which are no features, by which to evaluate. A suggestion
 * for a person to look over; every guess stands beside its facts.
 */
final class FirstDraft {
  private static final int SEGMENT_VALUES = 10;

  /** A value with more rows than this on average is a category, whatever it is called. */
  private static final int ROWS_OF_ENTITY = 1_000;

  private static final int SEGMENTS = 3;
  private static final double MANY_VALUES = 0.5;

  private final Profile profile;
  private final LabelSpec label;

  /**
   * Starts a draft.
   *
   * @param positive the positive value; empty to guess it from a label of two values
   */
  FirstDraft(Profile profile, String labelColumn, Optional<String> positive) {
    this.profile = profile;
    this.label = new PositiveClass(profile).label(labelColumn, positive);
  }

  PipelineDraft of(String name, FoundSource found) {
    SourceSpec source = found.spec();
    Optional<String> key = key();
    Optional<String> time = only(FirstDraft::saysWhen);
    List<String> group = features().filter(this::namesAnEntity).map(ColumnProfile::name).toList();
    List<Suggestion> drop = new ArrayList<>();
    features()
        .filter(column -> !key.equals(Optional.of(column.name())))
        .filter(column -> !time.equals(Optional.of(column.name())))
        .filter(column -> !group.contains(column.name()))
        .forEach(
            column ->
                reasonToDrop(column)
                    .ifPresent(reason -> drop.add(new Suggestion(column.name(), reason))));
    return new PipelineDraft(
        name,
        source,
        profile.columns().stream()
            .map(column -> column(column, key, isUnnamed(column, source)))
            .toList(),
        key.stream().toList(),
        label,
        group,
        time,
        drop,
        segments(drop),
        found.evidence());
  }

  private Stream<ColumnProfile> features() {
    return profile.columns().stream().filter(column -> !column.name().equals(label.column()));
  }

  /** The first column with a value of its own in every row, if its name or place is a key's. */
  private Optional<String> key() {
    return features()
        .filter(column -> column.unique() && isIdentifier(column.type()))
        .filter(
            column ->
                isNamedIdentifier(column) || column.name().equals(profile.columns().get(0).name()))
        .map(ColumnProfile::name)
        .findFirst();
  }

  private boolean namesAnEntity(ColumnProfile column) {
    return isNamedIdentifier(column)
        && isIdentifier(column.type())
        && !column.unique()
        && column.distinct() > SEGMENT_VALUES
        && column.distinct() < profile.rows()
        && column.distinct() * ROWS_OF_ENTITY >= profile.rows();
  }

  private static boolean saysWhen(ColumnProfile column) {
    return (column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP)
        && !column.name().toLowerCase(Locale.ROOT).matches(".*(birth|dob|born).*");
  }

  private Optional<String> only(Predicate<ColumnProfile> wanted) {
    List<String> found = features().filter(wanted).map(ColumnProfile::name).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private Optional<String> reasonToDrop(ColumnProfile column) {
    if (column.distinct() == 0) {
      return Optional.of("has no values");
    }
    if (column.constant() && missingRows(column) == 0) {
      return Optional.of("has one value only");
    }
    if (column.unique() && isIdentifier(column.type())) {
      return Optional.of("differs in every row");
    }
    if (column.type() == ColumnType.STRING
        && column.distinct() > SEGMENT_VALUES
        && column.distinct() > MANY_VALUES * (profile.rows() - missingRows(column))) {
      return Optional.of("has almost as many values as rows");
    }
    return Optional.empty();
  }

  private List<String> segments(List<Suggestion> drop) {
    return features()
        .filter(column -> column.type() == ColumnType.STRING || column.type() == ColumnType.BOOLEAN)
        .filter(column -> column.distinct() >= 2 && column.distinct() <= SEGMENT_VALUES)
        .map(ColumnProfile::name)
        .filter(name -> drop.stream().noneMatch(dropped -> dropped.column().equals(name)))
        .limit(SEGMENTS)
        .toList();
  }

  private Column column(ColumnProfile column, Optional<String> key, boolean unnamed) {
    boolean needed = column.name().equals(label.column()) || key.equals(Optional.of(column.name()));
    return new Column(
        new ColumnSpec(
            column.name(),
            column.type(),
            needed && missingRows(column) == 0,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            column.missing().stream().map(ValueCount::value).toList(),
            Optional.empty(),
            column.written().pattern(),
            column.written().number()),
        facts(column, unnamed));
  }

  /** Whether the header leaves the name of a column out, so that its place stands for it. */
  private boolean isUnnamed(ColumnProfile column, SourceSpec source) {
    return source.format() == SourceSpec.Format.CSV
        && source.csv().header()
        && column.name().equals("column_" + (profile.columns().indexOf(column) + 1));
  }

  private List<String> facts(ColumnProfile column, boolean unnamed) {
    List<String> facts = new ArrayList<>();
    if (unnamed) {
      facts.add("without a name in the header");
    }
    profile.repeated().stream()
        .filter(repeated -> repeated.names().contains(column.name()))
        .forEach(
            repeated ->
                facts.add(
                    "position "
                        + repeated.positions().get(repeated.names().indexOf(column.name()))
                        + " in the header, which repeats the name"));
    if (missingRows(column) > 0) {
      facts.add(share(missingRows(column)) + " missing");
    }
    if (column.distinct() <= SEGMENT_VALUES) {
      facts.add(column.distinct() + " distinct");
    }
    if (column.min().isPresent() && column.max().isPresent()) {
      facts.add(column.min().get() + " to " + column.max().get());
    }
    facts.addAll(column.written().facts());
    column.written().remedy().ifPresent(facts::add);
    if (column.name().equals(label.column())) {
      labelFacts(column, facts);
    }
    column
        .suspected()
        .forEach(
            value ->
                facts.add(
                    "\""
                        + value.value()
                        + "\" in "
                        + value.rows()
                        + " rows: missing, or a value?"));
    return facts;
  }

  private void labelFacts(ColumnProfile column, List<String> facts) {
    if (label.task() != Task.BINARY) {
      return;
    }
    List<ValueCount> positives =
        column.frequent().stream()
            .filter(value -> label.encoding().same(value.value(), label.positive()))
            .toList();
    if (!positives.isEmpty()) {
      facts.add(
          share(positives.stream().mapToLong(ValueCount::rows).sum())
              + " are "
              + positives.stream().map(ValueCount::value).collect(Collectors.joining(", ")));
    }
  }

  private String share(long rows) {
    double percent = 100.0 * rows / Math.max(1, profile.rows());
    return String.format(Locale.ROOT, percent < 0.1 ? "%.2g %%" : "%.1f %%", percent);
  }

  private static long missingRows(ColumnProfile column) {
    return column.nulls() + column.missing().stream().mapToLong(ValueCount::rows).sum();
  }

  private static boolean isIdentifier(ColumnType type) {
    return type == ColumnType.STRING || type == ColumnType.INTEGER;
  }

  /** Such as id, loan_id, customerID, account_no, patient_nbr, key, uuid. */
  private static boolean isNamedIdentifier(ColumnProfile column) {
    return column
        .name()
        .matches(
            "(?i)(id|key|uuid|guid|nr|no|number)|.*[_"
                + " .-](id|key|uuid|guid|nr|no|nbr|number)|.*[a-z](?-i:ID|Id|Key|Nr|No)");
  }
}
