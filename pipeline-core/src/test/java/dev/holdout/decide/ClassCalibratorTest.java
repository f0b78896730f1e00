package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdout.learn.GivenProbabilities;
import dev.holdout.learn.OutOfFoldProbabilities;
import dev.holdout.lineage.Json;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Calibrators of several classes. */
final class ClassCalibratorTest {
  private static final double[][] PROBABILITIES = {
    {.7, .2, .1}, {.6, .3, .1}, {.5, .3, .2}, {.2, .6, .2}, {.1, .8, .1}, {.3, .4, .3},
    {.1, .2, .7}, {.2, .2, .6}, {.25, .25, .5}, {.4, .5, .1}, {.3, .1, .6}, {.6, .1, .3}
  };
  private static final int[] LABELS = {0, 0, 1, 1, 1, 2, 2, 2, 0, 1, 2, 0};

  private static OutOfFoldProbabilities twelve() {
    return GivenProbabilities.of(PROBABILITIES, LABELS, 3);
  }

  /** SciPy 1.10: minimize_scalar of the mean log loss over the logarithm of 1 / temperature. */
  @Test
  void temperatureAgreesWithSciPy() {
    ClassTemperature temperature = ClassTemperature.fit(twelve());
    assertThat(temperature.inverse()).isCloseTo(2.36921730, within(1e-5));
    // 0.5², 0.3², 0.2² and so on, had the power been 2: the order of classes stays.
    double[] calibrated = new ClassTemperature(2).calibrate(new double[] {.5, .3, .2});
    assertThat(calibrated)
        .containsExactly(new double[] {25 / 38.0, 9 / 38.0, 4 / 38.0}, within(1e-12));
  }

  /**
   * scikit-learn 1.2.1: LogisticRegression(C=1/(0.01·12)) on the logarithms; SciPy's BFGS agrees.
   */
  @Test
  void dirichletAgreesWithScikitLearn() {
    Dirichlet dirichlet = Dirichlet.fit(twelve(), 0.01);
    assertThat(dirichlet.weights().get(0).get(0)).isCloseTo(1.00475519, within(1e-4));
    assertThat(dirichlet.weights().get(1).get(2)).isCloseTo(-0.9923832, within(1e-4));
    assertThat(dirichlet.weights().get(2).get(1)).isCloseTo(-0.55095921, within(1e-4));
    assertThat(dirichlet.calibrate(new double[] {.5, .3, .2}))
        .containsExactly(new double[] {0.57058818, 0.30711299, 0.12229883}, within(1e-5));
    assertThat(dirichlet.calibrate(new double[] {.1, .1, .8}))
        .containsExactly(new double[] {0.03527489, 0.00210675, 0.96261836}, within(1e-5));
  }

  /** For two classes, without penalty: beta calibration and temperature of the same twelve rows. */
  @Test
  void twoClassesAreBetaCalibrationAndTemperature() {
    OutOfFoldProbabilities two = GivenProbabilities.of(GivenScores.SCORES, GivenScores.LABELS);
    ScoreCounts counts = ScoreCounts.of(GivenScores.twelve());
    Dirichlet dirichlet = Dirichlet.fit(two, 0);
    Beta beta = Beta.fit(counts);
    for (double score : new double[] {.1, .35, .5, .9}) {
      assertThat(dirichlet.calibrate(new double[] {1 - score, score})[1])
          .isCloseTo(beta.calibrate(score), within(1e-4));
    }
    assertThat(ClassTemperature.fit(two).inverse())
        .isCloseTo(Temperature.fit(counts).inverse(), within(1e-5));
  }

  @Test
  void columnsAreTheSameToTheBitAsSingleRows() {
    for (ClassCalibrator calibrator : List.of(new ClassTemperature(0.7), Dirichlet.fit(twelve()))) {
      List<Row> rows =
          twelve()
              .rows()
              .select(
                  col("_probabilities"),
                  calibrator.calibrate(col("_probabilities")).as("calibrated"))
              .collectAsList();
      for (Row row : rows) {
        double[] given = row.<Double>getList(0).stream().mapToDouble(one -> one).toArray();
        double[] calibrated = row.<Double>getList(1).stream().mapToDouble(one -> one).toArray();
        assertThat(calibrated).isEqualTo(calibrator.calibrate(given));
        assertThat(calibrated[0] + calibrated[1] + calibrated[2]).isCloseTo(1, within(1e-15));
      }
      assertThat(Json.read(Json.canonical(calibrator), ClassCalibrator.class))
          .isEqualTo(calibrator);
    }
  }

  @Test
  void certainAndWrongRowsStayFinite() {
    OutOfFoldProbabilities certain =
        GivenProbabilities.of(
            new double[][] {{1, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0, 0, 1}},
            new int[] {0, 1, 1, 2, 2},
            3);
    for (ClassCalibrator calibrator :
        List.of(ClassTemperature.fit(certain), Dirichlet.fit(certain))) {
      for (double one : calibrator.calibrate(new double[] {0, 0, 1})) {
        assertThat(one).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void refusesAClassWithoutRows() {
    assertThatThrownBy(() -> GivenProbabilities.of(PROBABILITIES, new int[12], 3))
        .hasMessage(
            "[DATA_INSUFFICIENT] Cannot calibrate the probabilities of 3 classes: found"
                + " out-of-fold rows of the classes [0.0], expected rows of every class from 0 to"
                + " 2. Give rows of every class, or merge those that have none.");
    assertThatThrownBy(() -> new ClassTemperature(0)).hasMessage("inverse temperature 0.0");
    assertThatThrownBy(() -> new Dirichlet(List.of(List.of(1.0)), List.of(0.0, 1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
