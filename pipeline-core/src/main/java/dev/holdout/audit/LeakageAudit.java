package dev.holdout.audit;

import static java.util.function.Predicate.not;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.SealedTest;
import dev.holdout.split.Training;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Looks for what in the data or in the split would make the figures lie.
 *
 * <p>Reads Training; Test is read where partitions are compared, and without its label.
 *
 * <p>Cost: three to seven actions, each one scan of Training and Test:
 *
 * <ol>
 *   <li>of the time, if there is one;
 *   <li>of all columns for their counts, which all checks of single columns share;
 *   <li>of digests of features, groups and spells of time, which are shuffled;
 *   <li>of about 100,000 rows of each partition at most, to tell Test from Training;
 *   <li>where several features have values that give the label away, of these, in Training;
 *   <li>with {@link AuditSpec#nearDuplicates}, of words, {@link NearPairs}; reads Training twice;
 *   <li>where a finding is about rows, for examples of all findings.
 * </ol>
 *
 * <p>Findings do not depend on how rows are divided or ordered.
 *
 * <p>A new check is one class and one line in the list.
 */
public final class LeakageAudit {
  private static final List<Check> CHECKS =
      List.of(
          new LabelCopy(),
          new LabelLeak(),
          new TellingColumns(),
          new FilledLate(),
          new SharedGroups(),
          new TimeNeighbours(),
          new SpreadRows(),
          new RepeatedFeatures(),
          new NearlyEqualRows(),
          new TimeOrder(),
          new SkewedSplit(),
          new Drift(),
          new Missingness(),
          new RowsByClass(),
          new TellingValue(),
          new IdentifierColumn(),
          new ConstantColumn(),
          new BaseRates(),
          new RareLabel());

  private static final String TYPE_REMEDY =
      "Declare its type under `columns`, with a `pattern` if it is not ISO-8601";

  private final AuditSpec spec;
  private final AuditedColumns columns;

  public LeakageAudit(AuditSpec spec, AuditedColumns columns) {
    this.spec = spec;
    this.columns = columns;
  }

  private record Found(Finding finding, Check by) {}

  /**
   * Audits a split.
   *
   * @param plan the blocks of Training
   * @param test stays sealed: it is compared without its label
   * @return what was found, gravest first
   * @throws dev.holdout.error.HoldoutException when a column named in the specification does not
   *     exist, or a time is none
   */
  public List<Finding> run(Training training, FoldPlan plan, SealedTest test) {
    StructType schema = training.rows().schema();
    check(schema);
    List<String> compared =
        names(schema).stream().filter(name -> !name.equals(columns.label())).toList();
    Rows rows =
        Rows.of(
            training,
            plan,
            test,
            compared,
            spec.group(),
            columns.spread() ? Columns.ROW_KEY : Columns.SPLIT_UNIT);
    Evidence evidence = evidence(rows, plan, schema);
    List<Found> found = new ArrayList<>();
    for (Check check : CHECKS) {
      check.findings(evidence).forEach(finding -> found.add(new Found(finding, check)));
    }
    found.sort(Comparator.comparing(each -> each.finding().severity()));
    return withExamples(found, rows, evidence);
  }

  private Evidence evidence(Rows rows, FoldPlan plan, StructType schema) {
    Optional<TimeLine> time =
        spec.time().flatMap(name -> column(schema, name)).flatMap(axis -> TimeLine.of(rows, axis));
    Profile all = TableCounts.of(rows, counted(schema), time, events(schema));
    Predicate<ColumnSummary> key = column -> columns.key().contains(column.name());
    Profile profile = all.with(all.columns().stream().filter(not(key)).toList());
    List<String> features =
        names(schema).stream().filter(columns.features()::contains).sorted().toList();
    Overlaps overlaps =
        new OverlapScan(features, spec.group(), time, plan, columns.spread()).run(rows);
    List<ColumnSummary> telling =
        profile.columns().stream()
            .filter(column -> columns.features().contains(column.name()))
            .filter(column -> !spec.time().equals(Optional.of(column.name())))
            .toList();
    return new Evidence(
        spec,
        columns,
        profile,
        all.columns().stream().filter(key).toList(),
        time,
        overlaps,
        PartitionContrast.of(rows, profile, telling),
        ToldTogether.of(rows, profile, columns.features(), spec.limits()),
        NearPairs.of(rows, profile.held(), spec.nearDuplicates()));
  }

  private static List<Finding> withExamples(List<Found> found, Rows rows, Evidence evidence) {
    List<Integer> shown = new ArrayList<>();
    List<Column> cases = new ArrayList<>();
    for (int at = 0; at < found.size(); at++) {
      Optional<Column> of = found.get(at).by().cases(found.get(at).finding(), evidence);
      if (of.isPresent()) {
        shown.add(at);
        cases.add(of.get());
      }
    }
    List<Finding> findings = new ArrayList<>(found.stream().map(Found::finding).toList());
    if (!shown.isEmpty()) {
      List<List<Finding.Example>> examples = Examples.of(rows, cases);
      for (int at = 0; at < shown.size(); at++) {
        findings.set(shown.get(at), findings.get(shown.get(at)).with(examples.get(at)));
      }
    }
    return findings;
  }

  /** The moments that are compared: all dates and time stamps, and those that were asked for. */
  private List<Event> events(StructType schema) {
    Optional<ProfiledColumn> event =
        spec.eventTime().or(spec::time).flatMap(name -> column(schema, name));
    List<Event> events = new ArrayList<>();
    spec.filled()
        .forEach(
            filled ->
                Event.of(filled.column(), column(schema, filled.at()), event)
                    .ifPresent(events::add));
    Set<String> seen = new HashSet<>(spec.time().stream().toList());
    spec.eventTime().ifPresent(seen::add);
    events.forEach(filled -> seen.addAll(List.of(filled.column(), filled.at().name())));
    for (ProfiledColumn column : profiled(schema)) {
      if (seen.add(column.name())) {
        Event.of(column.name(), Optional.of(column), event).ifPresent(events::add);
      }
    }
    return events;
  }

  private static Optional<ProfiledColumn> column(StructType schema, String name) {
    return ProfiledColumn.of(schema.apply(name));
  }

  private List<ProfiledColumn> profiled(StructType schema) {
    return counted(schema).stream()
        .filter(column -> !columns.key().contains(column.name()))
        .toList();
  }

  /** All columns but the label, and but keys that are no numbers. */
  private List<ProfiledColumn> counted(StructType schema) {
    List<ProfiledColumn> counted = new ArrayList<>();
    for (StructField field : schema.fields()) {
      String name = field.name();
      if (!name.startsWith(Columns.RESERVED_PREFIX) && !name.equals(columns.label())) {
        ProfiledColumn.of(field)
            .filter(
                column ->
                    !columns.key().contains(name) || column.kind() == ProfiledColumn.Kind.NUMBER)
            .ifPresent(counted::add);
      }
    }
    return counted;
  }

  private void check(StructType schema) {
    Map<String, Set<String>> named = new TreeMap<>();
    spec.group().forEach(name -> name(named, name, "roles.group"));
    spec.time().ifPresent(name -> name(named, name, "roles.time"));
    spec.protectedAttributes().forEach(name -> name(named, name, "roles.protected"));
    columns.features().forEach(name -> name(named, name, "features"));
    spec.nearDuplicates()
        .columns()
        .forEach(name -> name(named, name, "audit.near_duplicates.columns"));
    spec.filled().forEach(filled -> name(named, filled.column(), "audit.filled"));
    Map<String, Set<String>> moments = new TreeMap<>();
    spec.eventTime().ifPresent(name -> name(moments, name, "audit.event_time"));
    spec.filled().forEach(filled -> name(moments, filled.at(), "audit.filled"));
    moments.forEach((name, roles) -> roles.forEach(role -> name(named, name, role)));
    Problems problems = new Problems();
    List<String> existing = names(schema);
    named.forEach(
        (name, roles) -> {
          if (!existing.contains(name)) {
            problems.add(
                String.join(", ", roles),
                "\"" + name + "\"",
                "a column of the dataset: " + Wording.list(existing),
                "Correct the name");
          }
        });
    spec.time()
        .filter(existing::contains)
        .filter(name -> !column(schema, name).filter(ProfiledColumn::numeric).isPresent())
        .ifPresent(
            name ->
                problems.add(
                    "roles.time",
                    "a column of type " + schema.apply(name).dataType().simpleString(),
                    "a date, a timestamp or a number",
                    TYPE_REMEDY));
    moments.forEach(
        (name, roles) ->
            Optional.of(name)
                .filter(existing::contains)
                .filter(at -> !column(schema, at).filter(ProfiledColumn::moment).isPresent())
                .ifPresent(
                    at ->
                        problems.add(
                            String.join(", ", roles),
                            "a column of type " + schema.apply(at).dataType().simpleString(),
                            "a date or a timestamp",
                            TYPE_REMEDY)));
    if (!spec.filled().isEmpty() && spec.eventTime().or(spec::time).isEmpty()) {
      problems.add(
          "audit.filled",
          "no time of the event",
          "`audit.event_time` or `roles.time`",
          "Name the column that says when the event was");
    }
    problems.throwIfAny(ErrorCode.CONFIGURATION, "Cannot audit the split");
  }

  private static void name(Map<String, Set<String>> named, String name, String role) {
    named.computeIfAbsent(name, unseen -> new LinkedHashSet<>()).add(role);
  }

  private static List<String> names(StructType schema) {
    return List.of(schema.fieldNames()).stream()
        .filter(name -> !name.startsWith(Columns.RESERVED_PREFIX))
        .toList();
  }
}
