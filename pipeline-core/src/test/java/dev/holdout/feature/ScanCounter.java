package dev.holdout.feature;

import dev.holdout.TestSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.util.QueryExecutionListener;
import scala.jdk.javaapi.CollectionConverters;

/** Counts the actions on one table of files, its scans and the rows that they read. */
public final class ScanCounter implements QueryExecutionListener {
  private final String table;
  private final List<List<FileSourceScanExec>> actions = new CopyOnWriteArrayList<>();

  private ScanCounter(String table) {
    this.table = table;
  }

  public static ScanCounter watch(String table, Runnable work) {
    ScanCounter counter = new ScanCounter(table);
    TestSession.spark().listenerManager().register(counter);
    try {
      work.run();
      // Listeners hear of queries in the background.
      TestSession.awaitListeners();
    } finally {
      TestSession.spark().listenerManager().unregister(counter);
    }
    return counter;
  }

  public int actions() {
    return actions.size();
  }

  public int scans() {
    return actions.stream().mapToInt(List::size).sum();
  }

  long rowsRead() {
    return actions.stream()
        .flatMap(List::stream)
        .mapToLong(scan -> scan.metrics().apply("numOutputRows").value())
        .sum();
  }

  List<String> columnsRead() {
    return actions.stream()
        .flatMap(List::stream)
        .flatMap(scan -> Arrays.stream(scan.requiredSchema().fieldNames()))
        .toList();
  }

  @Override
  public void onSuccess(String action, QueryExecution query, long nanoseconds) {
    List<FileSourceScanExec> scans = new ArrayList<>();
    collect(query.executedPlan(), scans);
    if (!scans.isEmpty()) {
      actions.add(scans);
    }
  }

  @Override
  public void onFailure(String action, QueryExecution query, Exception failure) {}

  private void collect(SparkPlan plan, List<FileSourceScanExec> scans) {
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      collect(adaptive.executedPlan(), scans);
    } else if (plan instanceof QueryStageExec stage) {
      collect(stage.plan(), scans);
    } else if (plan instanceof FileSourceScanExec scan
        && scan.relation().location().rootPaths().mkString().endsWith(table)) {
      scans.add(scan);
    }
    CollectionConverters.asJava(plan.children()).forEach(child -> collect(child, scans));
  }
}
