package dev.holdout.api;

import dev.holdout.audit.Finding;
import dev.holdout.measure.Measure;
import dev.holdout.report.evaluation.EvaluationReport;
import dev.holdout.workflow.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The examples of notebooks/README.md, which {@link ExamplesTest} runs. */
final class Examples {
  private Examples() {}

  static EvaluationReport evaluate(SparkSession spark, Path folder) throws IOException {
    // example
    Dataset<Row> scores = spark.read().parquet(folder + "/scores.parquet");
    EvaluationReport report =
        Holdout.on(spark)
            .evaluate(
                scores,
                Evaluate.twoClasses("churned")
                    .positive("yes")
                    .score("p")
                    .threshold(0.3)
                    .cluster("customer")
                    .segments("region", "age:quantiles=4")
                    .protectedAttributes("sex"));
    Measure auc = report.evaluation().overall().metrics().get("roc_auc");
    System.out.println(auc.value() + " from " + auc.lower() + " to " + auc.upper());
    Files.writeString(folder.resolve("evaluation.html"), Holdout.page(report));
    // end
    return report;
  }

  static Dataset<Row> train(SparkSession spark, Path folder) {
    // example
    Pipeline pipeline =
        Pipeline.read(folder.resolve("customers.yaml"))
            .with("workspace", folder + "/workspace")
            .with("split.seed", "7");
    Holdout holdout = Holdout.on(spark);
    RunOutcome run = holdout.train(pipeline);
    System.out.println(run.report().gate().reasons() + " " + run.page());
    Dataset<Row> scores = holdout.score(pipeline, folder + "/new.csv");
    scores.select("id", "_probability", "_decision").show();
    // end
    return scores;
  }

  static List<Finding> audit(SparkSession spark, Path folder) {
    // example
    Pipeline pipeline =
        Pipeline.read(folder.resolve("customers.yaml")).with("workspace", folder + "/workspace");
    Holdout holdout = Holdout.on(spark);
    System.out.println(holdout.split(pipeline).split().test() + " rows in Test");
    List<Finding> findings = holdout.audit(pipeline).findings();
    for (Finding finding : findings) {
      System.out.println(finding.severity() + " " + finding.title() + " " + finding.remedy());
    }
    if (findings.stream().anyMatch(one -> one.severity() == Finding.Severity.HIGH)) {
      throw new IllegalStateException("Fix the data before training.");
    }
    // end
    return findings;
  }
}
