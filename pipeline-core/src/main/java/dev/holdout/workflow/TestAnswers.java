package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.evaluate.ReusableHoldout.Answer;
import dev.holdout.table.Tables;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.RowFactory;

/** What reusable hold-outs answered: {@code runs/test_answers}, one row for each new question. */
final class TestAnswers {
  static final String TABLE = "runs/test_answers";

  private final LedgerTable answers;

  TestAnswers(Tables tables) {
    this.answers =
        new LedgerTable(
            tables,
            TABLE,
            "split STRING, pipeline STRING, run STRING, model STRING, question STRING, value"
                + " DOUBLE, held_out BOOLEAN, at TIMESTAMP");
  }

  /** The answers about one Test, oldest first. */
  List<Answer> of(String split) {
    return answers
        .rows()
        .filter(col("split").equalTo(split))
        .orderBy("at", "question")
        .collectAsList()
        .stream()
        .map(
            row ->
                new Answer(
                    row.getAs("question"),
                    row.<Double>getAs("value"),
                    row.<Boolean>getAs("held_out")))
        .toList();
  }

  /** Records answers that were given during a look; once for each look. */
  void record(TestLedger.Look look, List<Answer> given) {
    Timestamp now = Timestamp.from(Instant.now());
    answers.append(
        given.stream()
            .map(
                answer ->
                    RowFactory.create(
                        look.split(),
                        look.pipeline(),
                        look.run(),
                        look.model(),
                        answer.question(),
                        answer.value(),
                        answer.heldOut(),
                        now))
            .toList(),
        look.key());
  }
}
