package dev.holdout.slice;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.holdout.TestSession;
import dev.holdout.error.HoldoutException;
import dev.holdout.slice.ConfirmedSlices.ConfirmedSlice;
import dev.holdout.slice.ConfirmedSlices.Verdict;
import dev.holdout.slice.FoundSlices.FoundSlice;
import dev.holdout.slice.SliceCondition.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;

/**
 * In {@link #rows}, rows with contract monthly and tenure below 20 err in 60 of 100, else in 10.
 */
final class SliceFinderTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("contract", DataTypes.StringType)
          .add("tenure", DataTypes.DoubleType)
          .add("odd`name", DataTypes.IntegerType)
          .add("id", DataTypes.StringType)
          .add("wrong", DataTypes.DoubleType);
  private static final List<String> FEATURES = List.of("contract", "tenure", "odd`name", "id");
  private static final SliceSpec SPEC =
      new SliceSpec(5, 0.5, 3, 0.95, OptionalLong.empty(), 10, 50, 100_000);

  private final Dataset<Row> outOfFold = table(1, 12_000);

  @Test
  void findsThePlantedSliceAndTestConfirmsIt() throws Exception {
    FoundSlices found = new SliceFinder(SPEC).find(outOfFold, FEATURES, "wrong");
    assertThat(found.exact()).isTrue();
    assertThat(found.rows()).isEqualTo(11_999);
    assertThat(found.notes())
        .containsExactly(
            "Column \"id\" has more than 10,000 values and does not divide the rows.",
            "1 rows have no error that is a number and were left out.");
    FoundSlice worst = found.slices().get(0);
    assertThat(worst.conditions().get(0)).isEqualTo(SliceCondition.is("contract", "monthly"));
    SliceCondition tenure = worst.conditions().get(1);
    assertThat(tenure.feature()).isEqualTo("tenure");
    assertThat(tenure.to().orElseThrow()).isBetween(7.0, 22.0);
    assertThat(worst.meanError()).isBetween(0.5, 0.7);

    ConfirmedSlices confirmed =
        new SliceConfirmation(0.95, 30).confirm(found, table(2, 4000), "wrong");
    ConfirmedSlice first = confirmed.slices().get(0);
    assertThat(first.verdict()).isEqualTo(Verdict.CONFIRMED);
    assertThat(first.meanError().value().orElseThrow()).isCloseTo(0.6, within(0.1));
    assertThat(first.elsewhere().value().orElseThrow()).isBetween(0.1, 0.2);
    assertThat(first.story())
        .startsWith("In rows where contract = monthly and ")
        .contains("elsewhere on Test")
        .endsWith("adjusted p < 0.001): confirmed.");

    ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());
    assertThat(json.readValue(json.writeValueAsString(confirmed), ConfirmedSlices.class))
        .isEqualTo(confirmed);
    assertThat(json.readValue(json.writeValueAsString(found), FoundSlices.class)).isEqualTo(found);
  }

  @Test
  void conditionsOnATableMeanWhatTheSearchCounted() {
    SliceSpec many = new SliceSpec(60, 1, 2, 1, OptionalLong.of(1), 10, 2, 100_000);
    Dataset<Row> rows =
        outOfFold.withColumn(
            "loss",
            expr(
                "wrong + case contract when 'monthly' then 0.7 when 'yearly' then 0 else 0.9 end"));
    FoundSlices found = new SliceFinder(many).find(rows, FEATURES, "loss");
    assertThat(found.slices().stream().flatMap(slice -> slice.conditions().stream()))
        .extracting(SliceCondition::form)
        .contains(Form.values());
    ConfirmedSlices same = new SliceConfirmation(0.95, 2).confirm(found, rows, "loss");
    assertThat(same.slices())
        .extracting(ConfirmedSlice::rows)
        .containsExactlyElementsOf(found.slices().stream().map(FoundSlice::rows).toList());
    for (ConfirmedSlice slice : same.slices()) {
      if (slice.verdict() != Verdict.TOO_FEW_ROWS) {
        assertThat(slice.meanError().value().orElseThrow())
            .isCloseTo(slice.found().meanError(), within(1e-12));
      }
    }
  }

  @Test
  void readsTheRowsTwiceAndDoesNotDependOnTheirDivision() {
    LongAccumulator read = TestSession.spark().sparkContext().longAccumulator();
    Dataset<Row> counted =
        outOfFold.filter(
            (FilterFunction<Row>)
                row -> {
                  read.add(1);
                  return true;
                });
    FoundSlices found = new SliceFinder(SPEC).find(counted, FEATURES, "wrong");
    assertThat(read.value()).isEqualTo(24_000);
    Dataset<Row> divided = outOfFold.withColumn("wrong", expr("wrong / 3"));
    assertThat(new SliceFinder(SPEC).find(divided.repartition(7), FEATURES, "wrong"))
        .isEqualTo(new SliceFinder(SPEC).find(divided, FEATURES, "wrong"));
    assertThat(found.slices()).isNotEmpty();
  }

  @Test
  void refusesWhatIsNoError() {
    assertThatThrownBy(
            () -> new SliceFinder(SPEC).find(outOfFold, List.of("contract", "none"), "id"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("Cannot search for slices (2 problems)")
        .hasMessageContaining("column \"id\": found type string, expected a number or a boolean")
        .hasMessageContaining("column \"none\": found no such column");
    assertThatThrownBy(
            () ->
                new SliceFinder(SPEC)
                    .find(
                        outOfFold.selectExpr("contract", "wrong - 1 as e"),
                        List.of("contract"),
                        "e"))
        .hasMessageContaining("rows whose \"e\" is negative");
  }

  @Test
  void aTableWithoutErrorsHasNoSlicesAndTestIsNotRead() {
    FoundSlices none =
        new SliceFinder(SPEC)
            .find(outOfFold.selectExpr("contract", "0 as e"), List.of("contract"), "e");
    assertThat(none.slices()).isEmpty();
    assertThat(none.notes()).containsExactly("No row has an error above 0.");
    assertThat(
            new SliceConfirmation(0.95, 30).confirm(none, outOfFold.limit(0), "no column").slices())
        .isEmpty();
  }

  private static Dataset<Row> table(int seed, int size) {
    return TestSession.spark().createDataFrame(rows(new Random(seed), size), SCHEMA);
  }

  private static List<Row> rows(Random random, int size) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < size; row++) {
      double kind = random.nextDouble();
      String contract =
          kind < 0.4
              ? "monthly"
              : kind < 0.9 ? "yearly" : kind < 0.95 ? null : "kind" + random.nextInt(500);
      Double tenure =
          random.nextInt(30) == 0
              ? null
              : random.nextInt(30) == 0 ? Double.NaN : 72 * random.nextDouble();
      boolean worse = "monthly".equals(contract) && tenure != null && tenure < 20;
      double wrong = random.nextDouble() < (worse ? 0.6 : 0.1) ? 1 : 0;
      rows.add(
          RowFactory.create(
              contract, tenure, random.nextInt(3), "id" + row, row == 0 ? Double.NaN : wrong));
    }
    return rows;
  }
}
