package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdout.contract.SourceSpec.CsvSpec;
import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.contract.SourceSpec.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The census income data, where the environment variable HOLDOUT_DATA leads to it. */
final class IngestAdultTest {
  private static final List<String> NAMES =
      List.of(
          "age workclass fnlwgt education education-num marital-status occupation relationship race sex capital-gain capital-loss hours-per-week native-country income"
              .split(" "));
  private static final Set<String> INTEGERS =
      Set.of("age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week");

  @TempDir Path folder;

  @Test
  void acceptsEveryRowAndTellsDuplicatesApart() {
    String data = System.getenv("HOLDOUT_DATA");
    assumeTrue(data != null && !data.isEmpty(), "HOLDOUT_DATA is not set");
    SourceSpec source =
        new SourceSpec(
            Format.CSV,
            List.of(
                new FileSpec(data + "/adult/adult.data.gz", 0),
                new FileSpec(data + "/adult/adult.test.gz", 1)),
            Optional.empty(),
            new CsvSpec(false, ",", "\"", true, "UTF-8"),
            List.of("?"),
            Optional.of("UCI Adult"));
    List<ColumnSpec> columns = new ArrayList<>();
    for (String name : NAMES) {
      columns.add(
          name.equals("income")
              ? new ColumnSpec(
                  name,
                  ColumnType.STRING,
                  true,
                  Optional.empty(),
                  Optional.empty(),
                  List.of("<=50K", ">50K"),
                  List.of(),
                  Optional.of("."),
                  Optional.empty(),
                  NumberForm.PLAIN)
              : ColumnSpec.of(
                  name, INTEGERS.contains(name) ? ColumnType.INTEGER : ColumnType.STRING));
    }
    Fixture fixture = new Fixture(folder);
    Ingestion ingestion = fixture.ingest(source, new ContractSpec(columns, List.of(), 0.0));

    assertThat(ingestion.read()).isEqualTo(48_842);
    assertThat(ingestion.accepted()).isEqualTo(48_842);
    assertThat(ingestion.quarantined()).isZero();
    // 24 in the first file, 5 in the second, 23 of the second also in the first.
    assertThat(ingestion.duplicateContents()).isEqualTo(52);
    // 3,620 rows and 6,465 cells without a value, 7,841 + 3,846 with the greater income.
    assertThat(
            fixture.rows(
                ingestion.dataset(),
                "count(distinct _row_key)",
                "count(distinct _split_unit)",
                "count_if(workclass is null or occupation is null or `native-country` is null)",
                "count_if(workclass is null) + count_if(occupation is null)"
                    + " + count_if(`native-country` is null)",
                "count_if(income = '>50K')"))
        .containsExactly("[48842,48790,3620,6465,11687]");
  }
}
