package dev.holdout.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A few weighted rows of two classes for tests, with the scores of two models, a group and a
 * cluster.
 */
public record TinyTable(List<Case> cases) {
  static final StructType SCHEMA =
      new StructType()
          .add(PairedCounts.CHAMPION, DataTypes.DoubleType)
          .add(PairedCounts.CHALLENGER, DataTypes.DoubleType)
          .add(PredictionColumns.LABEL, DataTypes.DoubleType)
          .add(PredictionColumns.WEIGHT, DataTypes.DoubleType)
          .add("bucket", DataTypes.IntegerType);

  /** Where the bucket stands. */
  static final int BUCKET = 4;

  public static final double THRESHOLD = 0.5;

  public TinyTable {
    cases = List.copyOf(cases);
  }

  /** One row. */
  public record Case(
      double score, double other, int label, double weight, String group, int bucket) {
    Row row() {
      return new GenericRowWithSchema(
          new Object[] {other, score, (double) label, weight, bucket}, SCHEMA);
    }

    public Case weighing(double other) {
      return new Case(score, this.other, label, other, group, bucket);
    }

    /** Whether it is decided positive. */
    public boolean decided() {
      return score >= THRESHOLD;
    }
  }

  /**
   * Rows by chance: few distinct scores or many, one class or two, perfect scores now and then,
   * weights of 1, of whole numbers or of any size.
   */
  public static TinyTable random(SplittableRandom random, int rows) {
    int distinct = 1 + random.nextInt(12);
    double positives = new double[] {0, 0.2, 0.5, 0.9, 1}[random.nextInt(5)];
    boolean perfect = random.nextInt(6) == 0;
    int weights = random.nextInt(4);
    List<Case> cases = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int label = random.nextDouble() < positives ? 1 : 0;
      double score = (double) random.nextInt(distinct + 1) / distinct;
      cases.add(
          new Case(
              perfect ? 0.25 + label / 2.0 + score / 8 : score,
              (double) random.nextInt(distinct + 1) / distinct,
              label,
              switch (weights) {
                case 0 -> 1;
                case 1 -> 1 + random.nextInt(4);
                case 2 -> Math.exp(4 * random.nextDouble() - 2);
                default -> 1e-3 * (1 + random.nextInt(1000));
              },
              random.nextBoolean() ? "a" : "b",
              random.nextInt(8)));
    }
    return new TinyTable(cases);
  }

  /** The same with rows of weight 0 among them, which are wrong in every way. */
  public TinyTable withAbsent(SplittableRandom random) {
    List<Case> more = new ArrayList<>();
    for (Case one : cases) {
      more.add(
          new Case(1 - one.score, random.nextDouble(), 1 - one.label, 0, one.group, one.bucket));
      more.add(one);
      more.add(new Case(one.score, 0.3, 1 - one.label, 0, one.group, 9));
    }
    return new TinyTable(more);
  }

  public TinyTable scaled(double factor) {
    return new TinyTable(cases.stream().map(one -> one.weighing(factor * one.weight)).toList());
  }

  /** Each row as often as its weight says, which must be whole. */
  public TinyTable repeated() {
    List<Case> repeated = new ArrayList<>();
    for (Case one : cases) {
      for (int time = 0; time < one.weight; time++) {
        repeated.add(one.weighing(1));
      }
    }
    return new TinyTable(repeated);
  }

  public TinyTable weighingWhole() {
    return new TinyTable(
        cases.stream().map(one -> one.weighing(1 + Math.rint(one.weight) % 5)).toList());
  }

  public TinyTable of(String group) {
    return new TinyTable(cases.stream().filter(one -> one.group.equals(group)).toList());
  }

  static ScoreColumns columns() {
    return new ScoreColumns(
        PairedCounts.CHALLENGER, PredictionColumns.LABEL, PredictionColumns.WEIGHT, null);
  }

  public ScoreCounts counts() {
    ScoreCounts counts = ScoreCounts.statistic(columns(), 4096, THRESHOLD).empty();
    cases.forEach(one -> counts.add(one.row()));
    return counts;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    cases.forEach(one -> text.append(one).append('\n'));
    return text.toString();
  }
}
