package dev.holdout.workflow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.holdout.contract.Columns;
import dev.holdout.decide.ClassDecider;
import dev.holdout.decide.Decider;
import dev.holdout.decide.NumberDecider;
import dev.holdout.evaluation.SliceErrors;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.Likeliest;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.measure.IntervalLevel;
import dev.holdout.measure.Task;
import dev.holdout.registry.ModelRecord;
import dev.holdout.slice.ConfirmedSlices;
import dev.holdout.slice.FoundSlices;
import dev.holdout.slice.SliceConfirmation;
import dev.holdout.slice.SliceFinder;
import dev.holdout.slice.SliceSpec;
import dev.holdout.split.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Searches the winner's out-of-fold predictions for the slices where it errs most, by the columns
 * that the model reads. Each row of Training counts once, of repeats the first; rows that no fold
 * validates on are not there.
 *
 * <p>A row's error is that of {@link SliceErrors}, also where a person decides.
 */
final class SliceStage {
  private static final String ERROR = "_error";

  private final RunContext context;
  private final SliceSpec spec;

  private SliceStage(RunContext context, SliceSpec spec) {
    this.context = context;
    this.spec = spec;
  }

  /**
   * The stage, if slices are to be looked for; never under a reusable hold-out, which could not
   * confirm them.
   */
  static Optional<SliceStage> of(RunContext context) {
    return context
        .spec()
        .slices()
        .filter(unused -> context.spec().openings().reusable().isEmpty())
        .map(spec -> new SliceStage(context, spec));
  }

  /**
   * What the search found.
   *
   * @param columns searched
   * @param task whose errors they are
   * @param slices found
   */
  record Found(List<String> columns, Task task, FoundSlices slices) {
    Found {
      columns = List.copyOf(columns);
    }

    /**
     * What Test says of them.
     *
     * @param decided its rows, with the columns searched and what the model made of them
     * @param error of a row
     * @param minRows a slice with fewer is not judged
     */
    ConfirmedSlices confirm(Dataset<Row> decided, Column error, IntervalLevel level, int minRows) {
      List<String> notes = new ArrayList<>(List.of(searched()));
      notes.addAll(slices.notes());
      return new SliceConfirmation(
              level.corrected(), Math.max(SliceConfirmation.FEWEST_ROWS, minRows))
          .confirm(slices, withError(decided, columns, error), ERROR)
          .noting(notes);
    }

    private String searched() {
      return SliceErrors.searched(
          task,
          String.format(Locale.ROOT, "%,d out-of-fold predictions", slices.rows()),
          columns,
          "columns that the model reads");
    }
  }

  /**
   * Searches.
   *
   * @param divided the rows and where each goes
   * @param saved the model, whose columns divide the rows
   */
  Found find(
      Stages.Input divided,
      Split split,
      CrossValidation search,
      Decided decided,
      ModelStage.Saved saved) {
    List<String> columns = saved.inputs().stream().map(ModelRecord.Input::name).distinct().toList();
    Task task = context.spec().label().task();
    return context
        .stages()
        .stage(
            "slices",
            Map.of(
                "spec",
                spec,
                "candidate",
                search.selected(),
                "decision",
                decided.decides(),
                "columns",
                columns,
                "folds",
                split.plan().folds()),
            List.of(divided, Stages.Input.of(search.outOfFold())),
            Found.class,
            result -> List.of(),
            key ->
                new Found(
                    columns,
                    task,
                    new SliceFinder(spec)
                        .find(outOfFold(split, search, decided, columns), columns, ERROR)));
  }

  private Dataset<Row> outOfFold(
      Split split, CrossValidation search, Decided decided, List<String> columns) {
    Dataset<Row> scores =
        OutOfFoldScores.rowsOnce(
            context.tables(), search.outOfFold(), search.selected(), split.plan().folds());
    Dataset<Row> errors =
        decided
            .stage()
            .transform(scores)
            .select(col(Columns.ROW_KEY), error(context.spec().label().task(), decided).as(ERROR));
    Column[] kept =
        Stream.concat(Stream.of(Columns.ROW_KEY), columns.stream())
            .map(Columns::named)
            .toArray(Column[]::new);
    return errors.join(split.training().rows().select(kept), Columns.ROW_KEY);
  }

  private static Dataset<Row> withError(Dataset<Row> decided, List<String> columns, Column error) {
    return decided.select(
        Stream.concat(columns.stream().map(Columns::named), Stream.of(error.as(ERROR)))
            .toArray(Column[]::new));
  }

  /** The error of a row that was decided; null where there is no prediction. */
  static Column error(Task task, Decided decided) {
    Column predicted =
        switch (task) {
          case BINARY -> col(Decider.PROBABILITY).geq(lit(decided.threshold())).cast("double");
          case MULTICLASS -> Likeliest.of(col(ClassDecider.PROBABILITIES));
          case REGRESSION -> col(NumberDecider.PREDICTION);
        };
    return SliceErrors.of(task, predicted, col(Columns.LABEL));
  }
}
