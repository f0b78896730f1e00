package dev.holdout.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdout.TestSession;
import dev.holdout.audit.Finding;
import dev.holdout.config.PipelineFile;
import dev.holdout.contract.Ingest;
import dev.holdout.contract.Ingestion;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped pipelines over public tables, where the variable HOLDOUT_DATA leads to these. */
final class PublicTablesTest {
  @TempDir Path workspace;

  @BeforeEach
  void needsTheTables() {
    String data = System.getenv("HOLDOUT_DATA");
    assumeTrue(data != null && !data.isEmpty(), "HOLDOUT_DATA is not set");
  }

  @Test
  void theKindsOfFailureAreTheLabelUnlessTheyAreDropped() {
    List<Finding> dropped = audit("ai4i2020.yaml", Map.of());
    assertThat(dropped).extracting(Finding::severity).containsOnly(Finding.Severity.INFO);

    List<Finding> kept =
        audit("ai4i2020.yaml", Map.of("roles.drop", "[Product ID]", "workspace", folder("kept")));
    assertThat(kept.get(0))
        .returns("columns_tell_label", Finding::code)
        .returns(Finding.Severity.HIGH, Finding::severity)
        .returns(List.of("TWF", "HDF", "PWF", "OSF"), Finding::columns);
    assertThat(kept.get(0).remedy()).contains("the same values: RNF");
  }

  @Test
  void aBlankAmongTheChargesIsAMissingValue() {
    // 11 customers have not had a bill yet: their TotalCharges is a blank, their tenure 0.
    Row counts =
        ingested(
            "telco-churn.yaml",
            7_043,
            "count_if(TotalCharges is null)",
            "count_if(TotalCharges is null and tenure = 0)",
            "count_if(Churn = 'Yes')");
    assertThat(counts.mkString(",")).isEqualTo("11,11,1869");
  }

  @Test
  void callsOfTheBankAreReadWithWhatIsUnknown() {
    Row counts =
        ingested(
            "bank-marketing.yaml",
            41_188,
            "count_if(y = 'yes')",
            "count_if(default is null)",
            "count_if(pdays is null)",
            "count(distinct `nr.employed`)");
    assertThat(counts.mkString(",")).isEqualTo("4640,8597,39673,11");
  }

  @Test
  void salesOfHousesAreReadWithTheHousesSoldAgain() {
    Row counts =
        ingested(
            "king-county.yaml",
            21_613,
            "count(distinct id)",
            "min(date)",
            "max(date)",
            "round(avg(price), 2)");
    assertThat(counts.mkString(","))
        .isEqualTo("21436,2014-05-02 00:00:00.0,2015-05-27 00:00:00.0,540088.14");
  }

  @Test
  void staysOfDiabeticsAreReadInThreeClasses() {
    Row counts =
        ingested(
            "diabetes130.yaml",
            101_766,
            "count_if(readmitted = 'NO')",
            "count_if(readmitted = '>30')",
            "count_if(readmitted = '<30')",
            "count(distinct patient_nbr)",
            "count_if(A1Cresult = 'None')");
    assertThat(counts.mkString(",")).isEqualTo("54864,35545,11357,71518,84748");
  }

  private List<Finding> audit(String file, Map<String, String> overrides) {
    PipelineFile pipeline = pipeline(file, overrides);
    return new AuditRun(TestSession.spark(), StageListener.SILENT)
        .run(pipeline.spec(), pipeline.effective())
        .findings();
  }

  private Row ingested(String file, long rows, String... counts) {
    PipelineSpec spec = pipeline(file, Map.of()).spec();
    Tables tables = new Tables(TestSession.spark(), spec.workspace(), spec.retentionDays());
    Ingestion ingestion =
        new Ingest(tables).ingest(spec.name(), spec.source(), spec.contract(), "run");
    assertThat(ingestion.accepted()).isEqualTo(rows);
    assertThat(ingestion.quarantined()).isZero();
    return tables.read(ingestion.dataset()).selectExpr(counts).head();
  }

  private PipelineFile pipeline(String file, Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>(Map.of("workspace", folder("workspace")));
    all.putAll(overrides);
    return PipelineFile.load(Path.of("..", "conf", file), all, System::getenv);
  }

  private String folder(String name) {
    return "\"" + workspace.resolve(name) + "\"";
  }
}
