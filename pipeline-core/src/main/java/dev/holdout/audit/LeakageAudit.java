package dev.holdout.audit;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.Problems;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.SealedTest;
import dev.holdout.split.Training;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Looks for what in the data or in the split would make the figures lie.
 *
 * <p>Cost: three actions. One scan of Training for the counts of all columns, which all checks of
 * single columns share; before it, if there is a time column, one scan of that column; and one scan
 * each of Training and Test that shuffles digests. Findings do not depend on how rows are divided
 * or ordered.
 */
public final class LeakageAudit {
  private static final List<Check> CHECKS =
      List.of(
          new LabelCopy(),
          new LabelLeak(),
          new SharedGroups(),
          new RepeatedFeatures(),
          new TimeOverlap(),
          new Drift(),
          new Missingness(),
          new IdentifierColumn(),
          new ConstantColumn(),
          new BaseRates(),
          new RareLabel());

  private final AuditSpec spec;
  private final AuditedColumns columns;

  public LeakageAudit(AuditSpec spec, AuditedColumns columns) {
    this.spec = spec;
    this.columns = columns;
  }

  /**
   * Audits a split.
   *
   * @param plan the blocks of Training
   * @param test stays sealed: digests of groups and of feature rows and the times are compared
   * @return what was found, gravest first
   * @throws dev.holdout.error.HoldoutException when a column named in the specification does not
   *     exist, or the time is none
   */
  public List<Finding> run(Training training, FoldPlan plan, SealedTest test) {
    StructType schema = training.rows().schema();
    check(schema);
    Optional<TimeThirds> thirds = spec.time().flatMap(time -> TimeThirds.of(training, time));
    Profile profile =
        TableCounts.of(training, profiled(schema), plan.blocks(), spec.time(), thirds);
    List<String> features =
        names(schema).stream().filter(columns.features()::contains).sorted().toList();
    Overlaps overlaps = new OverlapScan(features, spec.group(), spec.time()).run(training, test);
    Evidence evidence = new Evidence(spec, columns, profile, overlaps);
    List<Finding> findings = new ArrayList<>();
    CHECKS.forEach(check -> findings.addAll(check.findings(evidence)));
    findings.sort(Comparator.comparing(Finding::severity));
    return findings;
  }

  private List<ProfiledColumn> profiled(StructType schema) {
    List<ProfiledColumn> profiled = new ArrayList<>();
    for (StructField field : schema.fields()) {
      String name = field.name();
      if (!name.startsWith(Columns.RESERVED_PREFIX)
          && !name.equals(columns.label())
          && !columns.key().contains(name)) {
        ProfiledColumn.of(field).ifPresent(profiled::add);
      }
    }
    return profiled;
  }

  private void check(StructType schema) {
    Map<String, Set<String>> named = new TreeMap<>();
    spec.group().forEach(name -> name(named, name, "roles.group"));
    spec.time().ifPresent(name -> name(named, name, "roles.time"));
    spec.protectedAttributes().forEach(name -> name(named, name, "roles.protected"));
    columns.features().forEach(name -> name(named, name, "features"));
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
        .map(name -> schema.apply(name).dataType())
        .filter(type -> !time(type))
        .ifPresent(
            type ->
                problems.add(
                    "roles.time",
                    "a column of type " + type.simpleString(),
                    "a date or a timestamp",
                    "Declare its type under `columns`, with a `pattern` if it is not ISO-8601"));
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

  private static boolean time(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }
}
