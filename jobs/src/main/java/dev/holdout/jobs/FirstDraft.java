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
import dev.holdout.sniff.Layout.Evidence;
import dev.holdout.split.LabelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a first pipeline file says of a table, by its profile: which column identifies a row, which
 * names an entity, which says when, which are no features, by which to evaluate. A suggestion for a
 * person to look over; every guess has its evidence.
 */
final class FirstDraft {
  /** A value with more rows than this on average is a category, whatever it is called. */
  private static final int ROWS_OF_ENTITY = 1_000;

  private static final int SEGMENTS = 3;

  /** The share of rows that a run allows in quarantine by default. */
  private static final double USUAL_QUARANTINE = 0.05;

  private final Profile profile;
  private final ColumnFacts facts;
  private final LabelProposer.Proposal proposal;
  private final LabelSpec label;

  /**
   * Starts a draft.
   *
   * @param positive the positive value; empty to guess it from a label of two values
   * @param task what is predicted; null to guess it
   */
  FirstDraft(Profile profile, String labelColumn, Optional<String> positive, @Nullable Task task) {
    this.profile = profile;
    this.facts = new ColumnFacts(profile);
    this.proposal = new LabelProposer(profile, labelColumn).propose(positive, task);
    this.label = proposal.label();
  }

  PipelineDraft of(String name, FoundSource found) {
    SourceSpec source = found.spec();
    Optional<ColumnProfile> key = key();
    Optional<ColumnProfile> time = only(FirstDraft::saysWhen);
    List<ColumnProfile> group = features().filter(this::namesAnEntity).toList();
    List<Suggestion> drop = new ArrayList<>();
    features()
        .filter(column -> !key.equals(Optional.of(column)))
        .filter(column -> !time.equals(Optional.of(column)))
        .filter(column -> !group.contains(column))
        .forEach(
            column ->
                facts
                    .reasonToDrop(column)
                    .ifPresent(reason -> drop.add(new Suggestion(column.name(), reason))));
    SplitProposal split = SplitProposal.of(proposal, group, profile.rows());
    List<Evidence> evidence = new ArrayList<>(found.evidence());
    key.ifPresent(
        column ->
            say(evidence, "key", column, "a distinct value in each of " + rows(column.distinct())));
    group.forEach(column -> say(evidence, "group", column, rowsOfEach(column)));
    time.ifPresent(
        column ->
            say(
                evidence,
                "time",
                column,
                column.min().orElse("") + " to " + column.max().orElse("")));
    evidence.add(new Evidence("task", label.task().word(), proposal.why()));
    evidence.add(new Evidence("split", "", split.why()));
    quarantine(split.classes()).ifPresent(evidence::add);
    return new PipelineDraft(
        name,
        source,
        profile.columns().stream()
            .map(column -> column(column, key, split.classes(), isUnnamed(column, source)))
            .toList(),
        key.map(ColumnProfile::name).stream().toList(),
        split.classes().isEmpty() ? label : LabelSpec.multiclass(label.column(), split.classes()),
        proposal.classes().scale(),
        group.stream().map(ColumnProfile::name).toList(),
        time.map(ColumnProfile::name),
        protectedColumns(drop),
        drop,
        segments(drop),
        new PipelineDraft.SplitDraft(split.folds(), split.group()),
        evidence);
  }

  /** What to allow where rows without a class would be more than a run allows in quarantine. */
  private Optional<Evidence> quarantine(List<String> kept) {
    List<String> allowed = allowed(kept);
    long classed =
        proposal.classes().values().stream()
            .filter(value -> allowed.contains(value.value()))
            .mapToLong(ValueCount::rows)
            .sum();
    double share = 1 - classed / (double) Math.max(1, profile.rows());
    if (allowed.isEmpty() || share <= USUAL_QUARANTINE) {
      return Optional.empty();
    }
    String texts =
        profile.columns().stream()
            .filter(column -> column.name().equals(label.column()))
            .flatMap(column -> column.missing().stream())
            .map(value -> value.value() + " in " + rows(value.rows()))
            .collect(Collectors.joining(", "));
    return Optional.of(
        new Evidence(
            "quarantine",
            String.format(Locale.ROOT, "%.2f", Math.min(1, Math.ceil(share * 100 + 1) / 100)),
            String.format(
                Locale.ROOT,
                "%.1f %% of the rows have none of the classes%s",
                100 * share,
                texts.isEmpty()
                    ? ""
                    : ": "
                        + texts
                        + " is taken as missing; if it is a class, take it out of missing")));
  }

  private static void say(
      List<Evidence> evidence, String part, ColumnProfile column, String sentence) {
    evidence.add(new Evidence(part, column.name(), sentence));
  }

  private String rowsOfEach(ColumnProfile column) {
    long filled = profile.rows() - ColumnFacts.missing(column);
    return String.format(
        Locale.ROOT,
        "%s has %,d values in %,d rows, so that one has several",
        column.name(),
        column.distinct(),
        filled);
  }

  private Stream<ColumnProfile> features() {
    return profile.columns().stream().filter(column -> !column.name().equals(label.column()));
  }

  /** The first column with a value of its own in every row, if its name or place is a key's. */
  private Optional<ColumnProfile> key() {
    return features()
        .filter(column -> column.unique() && ColumnFacts.isIdentifier(column.type()))
        .filter(
            column ->
                isNamedIdentifier(column) || column.name().equals(profile.columns().get(0).name()))
        .findFirst();
  }

  private boolean namesAnEntity(ColumnProfile column) {
    return isNamedIdentifier(column)
        && ColumnFacts.isIdentifier(column.type())
        && !column.unique()
        && column.distinct() > ColumnFacts.FEW_VALUES
        && column.distinct() < profile.rows()
        && column.distinct() * ROWS_OF_ENTITY >= profile.rows();
  }

  private static boolean saysWhen(ColumnProfile column) {
    return (column.type() == ColumnType.DATE || column.type() == ColumnType.TIMESTAMP)
        && !column.name().toLowerCase(Locale.ROOT).matches(".*(birth|dob|born).*");
  }

  private Optional<ColumnProfile> only(Predicate<ColumnProfile> wanted) {
    List<ColumnProfile> found = features().filter(wanted).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private List<Suggestion> protectedColumns(List<Suggestion> drop) {
    return features()
        .filter(column -> drop.stream().noneMatch(one -> one.column().equals(column.name())))
        .flatMap(column -> ProtectedColumns.of(column).stream())
        .toList();
  }

  private List<String> segments(List<Suggestion> drop) {
    return features()
        .filter(column -> column.type() == ColumnType.STRING || column.type() == ColumnType.BOOLEAN)
        .filter(column -> column.distinct() >= 2 && column.distinct() <= ColumnFacts.FEW_VALUES)
        .map(ColumnProfile::name)
        .filter(name -> drop.stream().noneMatch(dropped -> dropped.column().equals(name)))
        .limit(SEGMENTS)
        .toList();
  }

  private Column column(
      ColumnProfile column, Optional<ColumnProfile> key, List<String> kept, boolean unnamed) {
    boolean isLabel = column.name().equals(label.column());
    boolean needed = isLabel || key.equals(Optional.of(column));
    List<String> all =
        new ArrayList<>(
            facts.of(column, unnamed, isLabel ? proposal.classes().doubtful() : List.of()));
    if (isLabel) {
      labelFacts(column, all);
    }
    List<String> allowed = isLabel ? allowed(kept) : List.of();
    return new Column(
        new ColumnSpec(
            column.name(),
            column.type(),
            needed && (ColumnFacts.missing(column) == 0 || !allowed.isEmpty()),
            Optional.empty(),
            Optional.empty(),
            allowed,
            column.missing().stream().map(ValueCount::value).toList(),
            Optional.empty(),
            column.written().pattern(),
            column.written().number()),
        all);
  }

  /**
   * What the label may hold: the classes that are kept, or where one of its values could be taken
   * for a missing one, all values.
   */
  private List<String> allowed(List<String> kept) {
    boolean listed =
        kept.isEmpty()
            && label.task() != Task.REGRESSION
            && !proposal.classes().doubtful().isEmpty()
            && proposal.classes().complete();
    return listed ? proposal.classes().values().stream().map(ValueCount::value).toList() : kept;
  }

  /** Whether the header leaves the name of a column out, so that its place stands for it. */
  private boolean isUnnamed(ColumnProfile column, SourceSpec source) {
    return source.format() == SourceSpec.Format.CSV
        && source.csv().header()
        && column.name().equals("column_" + (profile.columns().indexOf(column) + 1));
  }

  private void labelFacts(ColumnProfile column, List<String> all) {
    if (label.task() != Task.BINARY) {
      return;
    }
    List<ValueCount> positives =
        column.frequent().stream()
            .filter(value -> label.encoding().same(value.value(), label.positive()))
            .toList();
    if (!positives.isEmpty()) {
      all.add(
          facts.share(positives.stream().mapToLong(ValueCount::rows).sum())
              + " are "
              + positives.stream().map(ValueCount::value).collect(Collectors.joining(", ")));
    }
  }

  private static String rows(long count) {
    return ColumnFacts.rows(count);
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
