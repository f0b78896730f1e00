package dev.holdout.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.evaluate.ScoreCounts;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The census income data; HOLDOUT_DATA is the folder that holds it. */
@EnabledIfEnvironmentVariable(named = "HOLDOUT_DATA", matches = ".+")
class AdultFairnessTest {
  private static final int YEARS_OF_SCHOOL = 4;
  private static final int SEX = 9;
  private static final int INCOME = 14;
  private static final Pattern COMMAS = Pattern.compile(", *");

  @Test
  void findsThePublishedBaseRatesAndWhatTheyExclude() throws IOException {
    Map<String, ScoreCounts> counts = new TreeMap<>();
    for (String file : List.of("adult.data.gz", "adult.test.gz")) {
      for (String line : lines(file)) {
        List<String> values = COMMAS.splitAsStream(line).toList();
        if (values.size() > INCOME) {
          // A model of one column: college is decided positive.
          counts
              .computeIfAbsent(
                  values.get(SEX), sex -> ScoreCounts.empty(4096, OptionalDouble.of(0.8)))
              .add(
                  Double.parseDouble(values.get(YEARS_OF_SCHOOL)) / 16,
                  values.get(INCOME).startsWith(">50K"));
        }
      }
    }
    List<Group> groups = new ArrayList<>();
    counts.forEach((sex, rows) -> groups.add(new Group(Groups.value("sex", sex), rows)));
    List<FairnessResult> results =
        GroupFairness.of(
            List.of(new Grouping(List.of("sex"), groups)),
            0.8,
            FairnessSpec.of(100, Groups.CONFIDENCE));
    FairnessResult rates = Groups.result(results, "base_rate_difference");
    // Of 48,842: 30.4 % of 32,650 men and 10.9 % of 16,192 women earn more than 50,000.
    assertThat(rates.groups())
        .satisfiesExactly(
            women -> {
              assertThat(women.rows()).contains(16_192L);
              assertThat(women.value().orElseThrow()).isCloseTo(0.109, within(0.0005));
            },
            men -> {
              assertThat(men.rows()).contains(32_650L);
              assertThat(men.value().orElseThrow()).isCloseTo(0.304, within(0.0005));
            });
    assertThat(rates.verdict()).isEqualTo(FairnessVerdict.BEYOND_NOISE);
    assertThat(
            FairnessConflicts.of(results, List.of(new Grouping(List.of("sex"), groups)), 0.5, 0.95)
                .get(0))
        .startsWith("Base rates differ by sex: 30 % of the rows of sex = Male are positive, 11 %");
  }

  private static List<String> lines(String file) throws IOException {
    String path = System.getenv("HOLDOUT_DATA") + "/adult/" + file;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new FileInputStream(path)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
