package dev.holdout.audit;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.holdout.contract.Columns;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.RowDigest;
import dev.holdout.split.SealedTest;
import dev.holdout.split.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Training and Test side by side, as far as they may be compared: rows of Test have no label and no
 * block.
 */
final class Rows {
  private final Dataset<Row> training;
  private final Dataset<Row> both;
  private final Column part;

  private Rows(Dataset<Row> training, Dataset<Row> both, Column part) {
    this.training = training;
    this.both = both;
    this.part = part;
  }

  /**
   * Both partitions.
   *
   * @param columns those of the dataset, without the label's
   * @param group columns that name an entity
   * @param unit what the split placed together where there is no entity
   */
  static Rows of(
      Training training,
      FoldPlan plan,
      SealedTest test,
      List<String> columns,
      List<String> group,
      String unit) {
    List<String> compared = new ArrayList<>(columns);
    boolean units = Arrays.asList(training.rows().columns()).contains(Columns.SPLIT_UNIT);
    if (units) {
      compared.add(Columns.SPLIT_UNIT);
    }
    List<Column> learned = new ArrayList<>();
    learned.add(col(Columns.ROW_KEY));
    compared.forEach(name -> learned.add(Columns.named(name)));
    learned.add(col(Columns.LABEL));
    learned.add(col(Columns.BLOCK).cast("int").as(Columns.BLOCK));
    Dataset<Row> known = training.rows().select(learned.toArray(Column[]::new));
    Dataset<Row> held =
        test.columnsForAudit(compared)
            .withColumn(Columns.LABEL, lit(null).cast("double"))
            .withColumn(Columns.BLOCK, lit(null).cast("int"));
    Column entity = xxhash64(lit("part"), col(units ? unit : Columns.ROW_KEY));
    for (String name : group) {
      entity = coalesce(RowDigest.of(List.of(name)), entity);
    }
    Column byEntity = pmod(entity, lit(Cell.PARTS));
    Column part =
        plan.blocks() < Cell.PARTS
            ? byEntity
            : when(col(Columns.BLOCK).isNull(), byEntity)
                .otherwise(pmod(col(Columns.BLOCK), lit(Cell.PARTS)));
    return new Rows(known, known.unionByName(held), part.cast("int"));
  }

  /** Rows of Training. */
  Dataset<Row> training() {
    return training;
  }

  /** Rows of Training and of Test. */
  Dataset<Row> both() {
    return both;
  }

  /** Whether a row is in Test. */
  static Column held() {
    return col(Columns.LABEL).isNull();
  }

  /** For rows of Training of a kind a case of their own, of which some at random are shown. */
  static Column cases(Column kind) {
    return when(kind.and(not(held())), xxhash64(lit("case"), col(Columns.ROW_KEY)));
  }

  /** The part that a row belongs to: whole blocks of Training, whole entities of Test. */
  Column part() {
    return part;
  }
}
