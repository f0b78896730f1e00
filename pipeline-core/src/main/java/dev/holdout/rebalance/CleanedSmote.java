package dev.holdout.rebalance;

import dev.holdout.tune.Hyperparameter;
import dev.holdout.tune.Parameters;
import java.util.List;
import java.util.stream.Stream;

/**
 * SMOTE, and then a cleaning of all classes, synthetic rows included (Batista et al. 2004). The
 * cleaning may leave the classes somewhat off the ratio.
 */
final class CleanedSmote implements Rebalancer {
  private static final Hyperparameter CLEANING =
      Hyperparameter.whole(
          "cleaning_neighbors", 3, 1, 1000, "nearest rows, of any class, that decide who stays");

  private final boolean edits;

  private CleanedSmote(boolean edits) {
    this.edits = edits;
  }

  static CleanedSmote byTomekLinks() {
    return new CleanedSmote(false);
  }

  static CleanedSmote byEditing() {
    return new CleanedSmote(true);
  }

  @Override
  public String name() {
    return edits ? "smote_enn" : "smote_tomek";
  }

  @Override
  public List<Hyperparameter> hyperparameters() {
    return edits
        ? List.of(Ratio.PARAMETER, Smote.NEIGHBOURS, CLEANING)
        : List.of(Ratio.PARAMETER, Smote.NEIGHBOURS);
  }

  @Override
  public Rebalanced rebalance(Given given, Parameters parameters, long seed) {
    Rebalanced raised =
        new Raising(
                name(),
                given,
                parameters.whole(Smote.NEIGHBOURS.name()),
                Ratio.of(parameters),
                seed,
                Emphasis.NONE)
            .run();
    var rows = raised.rows().as(Held::of);
    Cleaner cleaner =
        edits
            ? new EditedNearestNeighbors.Misplaced(parameters.whole(CLEANING.name()))
            : new TomekLinks.Links();
    Rebalanced cleaned =
        new Cleaning(name(), cleaner, seed)
            .ofAll(new Given(rows, given.layout(), ClassCounts.of(rows.rows())));
    return new Rebalanced(
        cleaned.rows(), Stream.concat(raised.notes().stream(), cleaned.notes().stream()).toList());
  }
}
