package dev.holdout.decide;

import dev.holdout.TestSession;
import dev.holdout.learn.CrossValidation;
import dev.holdout.lineage.TableVersion;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.GivenTraining;
import dev.holdout.split.Training;
import dev.holdout.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Training rows in three blocks and their out-of-fold scores of two candidates, as a search leaves
 * them. The score tells the label fairly well, the column {@code weight per day} less well, and
 * {@code colour} hardly; {@code stake} is what is lost with a positive row, and null in one
 * negative row.
 */
final class GivenRun {
  static final FoldPlan PLAN = FoldPlan.kFold(3);
  static final List<String> FEATURES = List.of("colour", "weight per day");

  /** One row. */
  record Given(String key, int fold, boolean positive, double score, double stake, double weight) {}

  final List<Given> given = new ArrayList<>();
  final Tables tables;
  final CrossValidation search;
  final Training training;

  GivenRun(Path workspace, int rows) {
    tables = new Tables(TestSession.spark(), workspace.toString(), 365);
    SplittableRandom random = new SplittableRandom(11);
    for (int row = 0; row < rows; row++) {
      double score = Math.rint(200 * random.nextDouble()) / 200;
      boolean positive = random.nextDouble() < score * score;
      double weight = Math.rint(20 * (score + random.nextDouble()));
      double stake = 1 + random.nextInt(9) * (positive ? 3 : 1);
      given.add(new Given("r" + row, row % 3, positive, score, stake, weight));
    }
    TableVersion scores =
        tables.write("predictions/oof", scores(), Tables.Mode.OVERWRITE, "scores", "run");
    TableVersion data = tables.write("data", rows(), Tables.Mode.OVERWRITE, "rows", "run");
    training = GivenTraining.of(tables.read(data));
    search =
        new CrossValidation("roc_auc", List.of(), "winner", "It won.", scores, Optional.empty());
  }

  private Dataset<Row> scores() {
    List<Row> rows = new ArrayList<>();
    for (Given row : given) {
      double label = row.positive ? 1.0 : 0.0;
      rows.add(RowFactory.create(row.key, "winner", row.fold, label, row.score));
      rows.add(RowFactory.create(row.key, "loser", row.fold, label, 0.5));
    }
    return TestSession.spark()
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "_row_key STRING, candidate STRING, fold INT, _label DOUBLE, _score DOUBLE"));
  }

  private Dataset<Row> rows() {
    List<Row> rows = new ArrayList<>();
    boolean spared = false;
    for (Given row : given) {
      @Nullable Double stake = row.stake;
      if (!spared && !row.positive) {
        spared = true;
        stake = null;
      }
      rows.add(
          RowFactory.create(
              row.key,
              row.positive ? 1.0 : 0.0,
              row.fold,
              stake,
              row.stake - 5,
              row.weight > 39 ? null : row.weight,
              row.weight % 3 == 0 ? "red" : row.weight % 3 == 1 ? "green" : "blue",
              "text"));
    }
    return TestSession.spark()
        .createDataFrame(
            rows,
            StructType.fromDDL(
                "_row_key STRING, _label DOUBLE, _block INT, stake DOUBLE, `may.be below` DOUBLE,"
                    + " `weight per day` DOUBLE, colour STRING, note STRING"));
  }
}
