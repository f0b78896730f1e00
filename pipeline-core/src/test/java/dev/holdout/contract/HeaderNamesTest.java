package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.contract.HeaderNames.Renamed;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class HeaderNamesTest {
  @Test
  void namesThatStandOnceAreKept() {
    HeaderNames header = HeaderNames.of(List.of("id", "", "y", " "), true);
    assertThat(header.names()).containsExactly("id", "column_2", "y", "column_4");
    assertThat(header.renamed()).isEmpty();
  }

  @Test
  void repeatedNamesGetANumberEach() {
    HeaderNames header = HeaderNames.of(List.of("a", "b", "a", "c", "b", "a"), true);
    assertThat(header.names()).containsExactly("a_1", "b_1", "a_2", "c", "b_2", "a_3");
    assertThat(header.renamed())
        .extracting(Renamed::sentence)
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
    assertThat(delta.renamed())
        .containsExactly(
            new Renamed(List.of("score", "Score"), List.of(1, 2), List.of("score_1", "Score_2")));
    assertThat(HeaderNames.of(List.of("score", "Score"), false).names())
        .containsExactly("score", "Score");
  }

  @Test
  void namesThatAreHoldoutsOwnLoseTheirFirstCharacter() {
    HeaderNames header = HeaderNames.of(List.of("_id", "y", "__", "_y"), true);
    assertThat(header.names()).containsExactly("id", "y_1", "column_3", "y_2");
    assertThat(header.renamed())
        .extracting(Renamed::sentence)
        .containsExactly(
            "The header has \"_id\" at position 1: the column is called id, since names that begin"
                + " with _ are Holdout's own.",
            "The header has \"y\" and \"_y\" at positions 2 and 4: the columns are called y_1 and"
                + " y_2.",
            "The header has \"__\" at position 3: the column is called column_3, since names that"
                + " begin with _ are Holdout's own.");
    assertThat(HeaderNames.of(List.of("_id", "y", "_unreadable"), false).names())
        .as("where no dataset is made")
        .containsExactly("_id", "y", "unreadable");
  }

  @Test
  void columnsCarryTheNamesTheyStandFor() {
    HeaderNames header = HeaderNames.of(List.of("a", "a"), true);
    Renamed renamed = header.renamed().get(0);
    StructType schema =
        new StructType()
            .add("a_1", "string", true, renamed.metadata())
            .add("b", "string")
            .add("a_2", "string", true, renamed.metadata());
    assertThat(Renamed.of(schema)).containsExactly(renamed);
  }
}
