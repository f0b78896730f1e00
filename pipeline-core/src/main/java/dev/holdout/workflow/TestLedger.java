package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.table.Tables;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Who has looked at a Test: {@code runs/test_openings}, one row for each opening, written before a
 * row of Test is read.
 *
 * <p>A Test is known by its rule: what decides who is in it, not which rows the table happens to
 * hold today. Rows that are appended, other folds and other models are further looks at the same
 * Test.
 */
public final class TestLedger {
  private static final String OPENINGS = "runs/test_openings";

  private static final int SECRET_BYTES = 32;

  private final LedgerTable openings;
  private final TestUsage usage;
  private final String user;

  public TestLedger(Tables tables) {
    this.openings =
        new LedgerTable(
            tables,
            OPENINGS,
            "split STRING, run STRING, purpose STRING, opened_by STRING, at TIMESTAMP, pipeline"
                + " STRING, model STRING, read STRING, rows BIGINT, key STRING, secret STRING");
    this.usage = new TestUsage(tables);
    this.user = tables.spark().sparkContext().sparkUser();
  }

  /**
   * What is about to be read.
   *
   * @param split digest of the rule that decides who is in Test
   * @param pipeline the pipeline
   * @param run the run that opens it
   * @param model the model it is opened for
   * @param purpose what for, such as {@code evaluate models/loans@3}
   * @param read what is read, such as {@code metrics, segments, curves, scores}
   * @param rows how many rows Test holds
   * @param key the opening's identity: an opening that was recorded under it counts once
   */
  public record Look(
      String split,
      String pipeline,
      String run,
      String model,
      String purpose,
      String read,
      long rows,
      String key) {}

  /**
   * A recorded opening.
   *
   * @param look what was read; texts are empty and {@code rows} is 0 where an older row has none
   * @param openedBy the user of the session
   * @param at when
   */
  public record Opening(Look look, String openedBy, Instant at) {
    /** What tells it apart; rows from before that was recorded are known by run and time. */
    String identity() {
      return look.key().isEmpty() ? look.run() + " " + at : look.key();
    }
  }

  /**
   * Records an opening.
   *
   * @param spec how often Test may be opened, and whether through a reusable hold-out, which then
   *     gets a secret
   * @return how many times this Test has been opened, this time included; openings count whose rows
   *     are gone from the table
   * @throws HoldoutException with {@link ErrorCode#TEST_BUDGET_SPENT} when it was opened as often
   *     as it may already; nothing is recorded then. An opening that was recorded under its key
   *     before is not a new one and never refused
   */
  long open(Look look, OpeningSpec spec) {
    List<Opening> earlier = openings(look.split());
    Set<String> known = new HashSet<>(usage.of(look).openings());
    earlier.forEach(opening -> known.add(opening.identity()));
    if (spec.most().filter(budget -> known.size() >= budget).isPresent()
        && !known.contains(look.key())) {
      throw Refusal.of(look, earlier, known.size(), spec.most().get());
    }
    openings.append(
        List.of(
            RowFactory.create(
                look.split(),
                look.run(),
                look.purpose(),
                user,
                Timestamp.from(Instant.now()),
                look.pipeline(),
                look.model(),
                look.read(),
                look.rows(),
                look.key(),
                spec.reusable().isPresent() ? newSecret() : null)),
        look.key());
    openings(look.split()).forEach(opening -> known.add(opening.identity()));
    usage.add(look, known);
    return known.size();
  }

  /** Whether the look was recorded before, by a run that was killed after. */
  boolean isRecorded(Look look) {
    return usage.of(look).openings().contains(look.key())
        || openings(look.split()).stream()
            .anyMatch(opening -> opening.look().key().equals(look.key()));
  }

  /**
   * Openings that were recorded and whose rows are gone: the table was deleted, cut, or replaced by
   * an older copy.
   *
   * @param tests digest of a Test's rule → how many
   * @param pipelines the pipeline that opened it first → how many
   */
  public record Unlisted(Map<String, Long> tests, Map<String, Long> pipelines) {
    /** How many openings of one Test. */
    long of(String split) {
      return tests.getOrDefault(split, 0L);
    }
  }

  /** What the table ought to list and does not. */
  public Unlisted unlisted() {
    Map<String, Set<String>> listed = new HashMap<>();
    openings()
        .forEach(
            opening ->
                listed
                    .computeIfAbsent(opening.look().split(), unseen -> new HashSet<>())
                    .add(opening.identity()));
    Map<String, Long> tests = new TreeMap<>();
    Map<String, Long> pipelines = new TreeMap<>();
    for (TestUsage.Known known : usage.all()) {
      Set<String> rows = listed.getOrDefault(known.split(), Set.of());
      long gone = known.openings().stream().filter(opening -> !rows.contains(opening)).count();
      if (gone > 0) {
        tests.put(known.split(), gone);
        pipelines.merge(known.pipeline(), gone, Long::sum);
      }
    }
    return new Unlisted(tests, pipelines);
  }

  /**
   * What the noise of a Test's reusable hold-out is drawn from: that of the first opening which had
   * one. Not part of an {@link Opening}, since whoever knows it can take the noise off.
   */
  String secret(String split) {
    return openings
        .rows()
        .filter(col("split").equalTo(split).and(col("secret").isNotNull()))
        .orderBy("at", "key")
        .select("secret")
        .as(Encoders.STRING())
        .first();
  }

  private static String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  /** All openings of the workspace, oldest first. */
  public List<Opening> openings() {
    return listed(openings.rows());
  }

  /** The openings of one Test, oldest first. */
  public List<Opening> openings(String split) {
    return listed(openings.rows().filter(col("split").equalTo(split)));
  }

  private static List<Opening> listed(Dataset<Row> rows) {
    return rows.orderBy("at", "key").collectAsList().stream().map(TestLedger::opening).toList();
  }

  private static Opening opening(Row row) {
    return new Opening(
        new Look(
            text(row, "split"),
            text(row, "pipeline"),
            text(row, "run"),
            text(row, "model"),
            text(row, "purpose"),
            text(row, "read"),
            row.isNullAt(row.fieldIndex("rows")) ? 0 : row.<Long>getAs("rows"),
            text(row, "key")),
        text(row, "opened_by"),
        row.<Timestamp>getAs("at").toInstant());
  }

  private static String text(Row row, String column) {
    return Optional.ofNullable(row.<String>getAs(column)).orElse("");
  }
}
