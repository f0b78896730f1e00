package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.contract.HeaderNames.Repeated;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class HeaderNamesTest {
  @Test
  void namesThatStandOnceAreKept() {
    HeaderNames header = HeaderNames.of(List.of("id", "", "y", " "), true);
    assertThat(header.names()).containsExactly("id", "column_2", "y", "column_4");
    assertThat(header.repeated()).isEmpty();
  }

  @Test
  void repeatedNamesGetANumberEach() {
    HeaderNames header = HeaderNames.of(List.of("a", "b", "a", "c", "b", "a"), true);
    assertThat(header.names()).containsExactly("a_1", "b_1", "a_2", "c", "b_2", "a_3");
    assertThat(header.repeated())
        .extracting(Repeated::sentence)
        .containsExactly(
            "The header has \"a\" at positions 1, 3 and 6: the columns are called a_1, a_2 and"
                + " a_3.",
            "The header has \"b\" at positions 2 and 5: the columns are called b_1 and b_2.");
  }

  @Test
  void numbersPassNamesThatAreTaken() {
    assertThat(HeaderNames.of(List.of("a", "a_1", "a", "A_3"), true).names())
        .containsExactly("a_2", "a_1", "a_4", "A_3");
    assertThat(HeaderNames.of(List.of("a", "a", "a_1", "a_1"), true).names())
        .doesNotHaveDuplicates();
  }

  @Test
  void upperAndLowerCaseDifferWhereTheyMay() {
    HeaderNames delta = HeaderNames.of(List.of("score", "Score"), true);
    assertThat(delta.names()).containsExactly("score_1", "Score_2");
    assertThat(delta.repeated())
        .containsExactly(
            new Repeated(List.of("score", "Score"), List.of(1, 2), List.of("score_1", "Score_2")));
    assertThat(HeaderNames.of(List.of("score", "Score"), false).names())
        .containsExactly("score", "Score");
  }

  @Test
  void columnsCarryTheNamesTheyStandFor() {
    HeaderNames header = HeaderNames.of(List.of("a", "a"), true);
    Repeated repeated = header.repeated().get(0);
    StructType schema =
        new StructType()
            .add("a_1", "string", true, repeated.metadata())
            .add("b", "string")
            .add("a_2", "string", true, repeated.metadata());
    assertThat(Repeated.of(schema)).containsExactly(repeated);
  }
}
