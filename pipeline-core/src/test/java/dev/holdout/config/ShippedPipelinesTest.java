package dev.holdout.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.contract.SourceSpec.FileSpec;
import dev.holdout.workflow.PipelineSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedPipelinesTest {
  private static final Path CONF = Path.of("..", "conf");
  private static final Map<String, String> ENVIRONMENT = Map.of("HOLDOUT_DATA", "/data");

  private static PipelineFile load(String name) {
    return PipelineFile.load(CONF.resolve(name), Map.of(), ENVIRONMENT::get);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adult.yaml",
        "adult-boosted.yaml",
        "ai4i2020.yaml",
        "bank-marketing.yaml",
        "diabetes130.yaml",
        "king-county.yaml",
        "loans.yaml",
        "telco-churn.yaml"
      })
  void effectiveTextReadsBackAsTheSamePipeline(String name) {
    PipelineFile file = load(name);
    PipelineFile again =
        PipelineFile.parse(file.effective(), "effective", Map.of(), ENVIRONMENT::get);
    assertThat(again.spec()).isEqualTo(file.spec());
    assertThat(again.effective()).isEqualTo(file.effective());
  }

  @Test
  void adultReadsTwoFilesAndSkipsTheJunkOfTheSecond() {
    PipelineSpec adult = load("adult.yaml").spec();
    assertThat(adult.source().files())
        .containsExactly(
            new FileSpec("/data/adult/adult.data.gz", 0),
            new FileSpec("/data/adult/adult.test.gz", 1));
    assertThat(adult.contract().columns()).hasSize(15);
    assertThat(adult.label().positive()).isEqualTo(">50K");
    assertThat(adult.contract().columns().get(14).stripSuffix()).contains(".");
    assertThat(adult.contract().columns().get(14).allowed()).containsExactly("<=50K", ">50K");
  }

  @Test
  void adultTriesFourPenaltiesAndTheBoostedVariantTwoMore() {
    assertThat(load("adult.yaml").spec().search().families())
        .singleElement()
        .satisfies(family -> assertThat(family.grid().get("reg_param")).hasSize(4));
    PipelineSpec boosted = load("adult-boosted.yaml").spec();
    assertThat(boosted.search().families()).hasSize(2);
    assertThat(boosted.search().families().get(0))
        .isEqualTo(load("adult.yaml").spec().search().families().get(0));
    int combinations =
        boosted.search().families().get(1).grid().values().stream()
            .mapToInt(List::size)
            .reduce(1, (a, b) -> a * b);
    assertThat(combinations).isEqualTo(2);
  }

  @Test
  void variantsOfAdultDifferInNothingElse() {
    PipelineSpec adult = load("adult.yaml").spec();
    PipelineSpec boosted = load("adult-boosted.yaml").spec();
    assertThat(boosted.contract()).isEqualTo(adult.contract());
    assertThat(boosted.source()).isEqualTo(adult.source());
    assertThat(boosted.features()).isEqualTo(adult.features());
    assertThat(boosted.evaluation()).isEqualTo(adult.evaluation());
  }

  @Test
  void loansKeepTheLeakOutOfTheFeatures() {
    PipelineSpec loans = load("loans.yaml").spec();
    assertThat(loans.source().files()).containsExactly(new FileSpec("workspace/demo/loans", 0));
    assertThat(loans.features().drop())
        .containsExactly("defaulted", "loan_id", "customer_id", "issued_on", "collections_calls");
    assertThat(loans.evaluation().segments())
        .extracting(segment -> segment.name())
        .containsExactly("sex", "region", "age_group");
    assertThat(loans.evaluation().protectedAttributes()).containsExactly("sex");
  }

  @Test
  void whatIsKnownAfterTheEventIsNoFeature() {
    assertThat(load("ai4i2020.yaml").spec().features().drop())
        .containsExactly("Machine failure", "UID", "Product ID", "TWF", "HDF", "PWF", "OSF", "RNF");
    assertThat(load("bank-marketing.yaml").spec().features().drop())
        .containsExactly("y", "duration");
  }
}
