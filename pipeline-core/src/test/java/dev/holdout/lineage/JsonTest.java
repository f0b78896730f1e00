package dev.holdout.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTest {
  record Sample(String b, double a, Optional<String> none, List<Integer> list) {}

  @Test
  void aDamagedRecordIsNamedWithItsRemedy() {
    String whole =
        Json.pretty(new StageRecord("s", "k", true, Instant.EPOCH, 1, List.of(), List.of()));
    assertThat(Json.stored(whole, StageRecord.class, "/ws/a.json", "Restore it."))
        .isEqualTo(Json.read(whole, StageRecord.class));
    for (String damaged :
        List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "7",
            "\0\u0001\uFFFD",
            whole.substring(0, whole.length() / 2))) {
      assertThatThrownBy(() -> Json.stored(damaged, StageRecord.class, "/ws/a.json", "Restore it."))
          .as("stored: %s", damaged)
          .isInstanceOfSatisfying(
              HoldoutException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CORRUPT_STATE))
          .hasMessageStartingWith("[CORRUPT_STATE] Cannot read /ws/a.json: found ")
          .hasMessageEndingWith(", expected the record that was written there. Restore it.")
          .hasMessageNotContaining("\u0001");
    }
  }

  @Test
  void theCanonicalFormSortsKeysAndWritesNumbersInOneWay() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", 1.0);
    map.put("a", List.of(0.1, 2, 1e21));
    assertThat(Json.canonical(map)).isEqualTo("{\"a\":[0.1,2,1.0E21],\"b\":1}");
    assertThat(Json.canonical(new Sample("x", 3.0, Optional.empty(), List.of(1))))
        .isEqualTo("{\"a\":3,\"b\":\"x\",\"list\":[1]}");
  }

  @Test
  void recordsComeBackEqual() {
    Sample sample = new Sample("é\"", 0.1, Optional.of("some"), List.of());
    assertThat(Json.read(Json.pretty(sample), Sample.class)).isEqualTo(sample);
    assertThat(Json.read(Json.canonical(sample), Sample.class)).isEqualTo(sample);
  }

  @Test
  void equalRecordsHaveEqualDigests() {
    assertThat(Json.digest(Map.of("a", 1, "b", 2.0)))
        .isEqualTo(Json.digest(Map.of("b", 2, "a", 1L)))
        .hasSize(32)
        .isNotEqualTo(Json.digest(Map.of("a", 1, "b", 3)));
  }

  @Test
  void saysWhatItCouldNotRead() {
    assertThatThrownBy(() -> Json.read("{", Sample.class))
        .isInstanceOf(HoldoutException.class)
        .hasMessageStartingWith("[CORRUPT_STATE] Cannot read a stored Sample: ");
  }
}
