package dev.holdout.stat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.assertj.core.api.Assertions;

/** What holds of every state: the same rows tell the same, however they are divided and ordered. */
public final class StateLaws {
  private StateLaws() {}

  /** What a state tells, for comparison. */
  @FunctionalInterface
  public interface Told<S> {
    Object of(S state);
  }

  /** Adds the rows in several orders and divisions, by way of bytes as well. */
  public static <S extends State<S>> void holdFor(
      Statistic<S> statistic, List<Row> rows, Told<S> told) throws IOException {
    S alone = statistic.empty();
    rows.forEach(alone::add);
    Object expected = told.of(alone);
    for (int parts = 1; parts <= 7; parts += 3) {
      List<Row> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(parts));
      List<S> states = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        S state = statistic.empty();
        for (int at = part; at < shuffled.size(); at += parts) {
          state.add(shuffled.get(at));
        }
        states.add(read(statistic, state));
      }
      S merged = statistic.empty();
      states.forEach(merged::merge);
      merged.merge(statistic.empty());
      Assertions.assertThat(told.of(merged)).as("%s parts", parts).isEqualTo(expected);
      Assertions.assertThat(told.of(read(statistic, merged))).isEqualTo(expected);
    }
  }

  private static <S extends State<S>> S read(Statistic<S> statistic, S state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return statistic.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
