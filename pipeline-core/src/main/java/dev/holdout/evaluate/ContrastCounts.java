package dev.holdout.evaluate;

import dev.holdout.stat.Scan;
import dev.holdout.stat.State;
import dev.holdout.stat.Statistic;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * What the comparison of several models needs of a set of rows: each fold's counts by each model's
 * score and decision, and the joint counts of each model with the first, of the folds that share no
 * row.
 *
 * <p>Reads by position: label, fold, then each model's score and decision (1 or 0). Size: for each
 * model, that of {@link ScoreCounts} in each fold, and at most 2·65² joint cells of about 80 bytes.
 */
final class ContrastCounts implements State<ContrastCounts> {
  static final int FIRST_MODEL = 2;

  /** Joint decisions: 4 by the two decisions, times 2 by the label. */
  private static final int DECISION_CELLS = 8;

  private final Of of;
  private final SortedMap<Integer, List<ModelCounts>> byFold = new TreeMap<>();
  private final List<JointCounts> joint = new ArrayList<>();
  private final List<long[]> jointDecisions = new ArrayList<>();

  private ContrastCounts(Of of) {
    this.of = of;
    for (int model = 1; model < of.bins.size(); model++) {
      joint.add(new JointCounts.Of(of.bins.get(0), of.bins.get(model)).empty());
      jointDecisions.add(new long[DECISION_CELLS]);
    }
  }

  /**
   * The statistic.
   *
   * @param bins those of each model's scores, for joint counts
   * @param pooled folds that share no row
   * @param maxBins of each model's scores in a fold
   */
  record Of(List<ScoreBins> bins, Set<Integer> pooled, int maxBins)
      implements Statistic<ContrastCounts> {
    Of {
      bins = new ArrayList<>(bins);
    }

    @Override
    public ContrastCounts empty() {
      return new ContrastCounts(this);
    }

    private Statistic<ScoreCounts> scores() {
      return ScoreCounts.statistic("", "", maxBins, Double.NaN);
    }

    private List<ModelCounts> models() {
      List<ModelCounts> models = new ArrayList<>();
      bins.forEach(unused -> models.add(new ModelCounts(scores().empty(), new long[4])));
      return models;
    }

    @Override
    public ContrastCounts read(DataInput in) throws IOException {
      ContrastCounts counts = empty();
      int folds = in.readInt();
      for (int at = 0; at < folds; at++) {
        int fold = in.readInt();
        List<ModelCounts> models = new ArrayList<>();
        for (int model = 0; model < bins.size(); model++) {
          models.add(new ModelCounts(scores().read(in), new long[4]));
          readInto(models.get(model).decisions, in);
        }
        counts.byFold.put(fold, models);
      }
      for (int model = 1; model < bins.size(); model++) {
        counts.joint.set(model - 1, new JointCounts.Of(bins.get(0), bins.get(model)).read(in));
        readInto(counts.jointDecisions.get(model - 1), in);
      }
      return counts;
    }

    private static void readInto(long[] counts, DataInput in) throws IOException {
      for (int at = 0; at < counts.length; at++) {
        counts[at] = in.readLong();
      }
    }
  }

  /**
   * One model's counts.
   *
   * @param scores by score
   * @param decisions by decision and label: place 2·decision + label
   */
  @SuppressWarnings("ArrayRecordComponent") // Counts that are added to, never compared.
  record ModelCounts(ScoreCounts scores, long[] decisions) {
    private void add(double score, boolean decided, boolean positive) {
      scores.add(score, positive);
      decisions[(decided ? 2 : 0) + (positive ? 1 : 0)]++;
    }

    private void merge(ModelCounts other) {
      scores.merge(other.scores);
      addAll(decisions, other.decisions);
    }
  }

  @Override
  public void add(Row row) {
    boolean positive = row.getDouble(0) == 1.0;
    int fold = (int) row.getDouble(1);
    List<ModelCounts> models = byFold.computeIfAbsent(fold, unseen -> of.models());
    boolean pooled = of.pooled.contains(fold);
    double first = row.getDouble(FIRST_MODEL);
    int firstDecided = row.getDouble(FIRST_MODEL + 1) == 1.0 ? 1 : 0;
    for (int model = 0; model < models.size(); model++) {
      double score = row.getDouble(FIRST_MODEL + 2 * model);
      int decided = row.getDouble(FIRST_MODEL + 2 * model + 1) == 1.0 ? 1 : 0;
      models.get(model).add(score, decided == 1, positive);
      if (pooled && model > 0) {
        joint.get(model - 1).add(first, score, positive);
        jointDecisions.get(model - 1)[4 * firstDecided + 2 * decided + (positive ? 1 : 0)]++;
      }
    }
  }

  @Override
  public void merge(ContrastCounts other) {
    other.byFold.forEach(
        (fold, models) -> {
          List<ModelCounts> mine = byFold.computeIfAbsent(fold, unseen -> of.models());
          for (int model = 0; model < mine.size(); model++) {
            mine.get(model).merge(models.get(model));
          }
        });
    for (int model = 0; model < joint.size(); model++) {
      joint.get(model).merge(other.joint.get(model));
      addAll(jointDecisions.get(model), other.jointDecisions.get(model));
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(byFold.size());
    for (Map.Entry<Integer, List<ModelCounts>> fold : byFold.entrySet()) {
      out.writeInt(fold.getKey());
      for (ModelCounts model : fold.getValue()) {
        model.scores.write(out);
        for (long count : model.decisions) {
          out.writeLong(count);
        }
      }
    }
    for (int model = 0; model < joint.size(); model++) {
      joint.get(model).write(out);
      for (long count : jointDecisions.get(model)) {
        out.writeLong(count);
      }
    }
  }

  /** Each model's counts in each fold. */
  SortedMap<Integer, List<ModelCounts>> byFold() {
    return byFold;
  }

  /** One model's counts in the folds that share no row. */
  ModelCounts pooled(int model) {
    ModelCounts all =
        new ModelCounts(
            Scan.merge(inPooled(model).stream().map(ModelCounts::scores).toList(), of.scores()),
            new long[4]);
    inPooled(model).forEach(counts -> addAll(all.decisions, counts.decisions));
    return all;
  }

  private List<ModelCounts> inPooled(int model) {
    return byFold.entrySet().stream()
        .filter(fold -> of.pooled.contains(fold.getKey()))
        .map(fold -> fold.getValue().get(model))
        .toList();
  }

  /** Rows of the folds that share no row. */
  long rows() {
    return inPooled(0).stream().mapToLong(counts -> counts.scores.rows()).sum();
  }

  /** The first model's bins with those of another, which is not the first. */
  JointCounts joint(int model) {
    return joint.get(model - 1);
  }

  /** The cells of joint decisions, in the order of {@link #jointDecisions}. */
  static JointCounts.Cell[] decisionCells() {
    JointCounts.Cell[] cells = new JointCounts.Cell[DECISION_CELLS];
    for (int at = 0; at < cells.length; at++) {
      cells[at] = new JointCounts.Cell(at / 4, at / 2 % 2, at % 2);
    }
    return cells;
  }

  /** The first model's decisions with those of another, which is not the first. */
  double[] jointDecisions(int model) {
    return Arrays.stream(jointDecisions.get(model - 1)).asDoubleStream().toArray();
  }

  private static void addAll(long[] to, long[] from) {
    for (int at = 0; at < to.length; at++) {
      to[at] += from[at];
    }
  }
}
