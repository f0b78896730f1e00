package dev.holdout.workflow;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.evaluate.PairedLosses;
import dev.holdout.learn.Likeliest;
import dev.holdout.split.LabelSpec;
import java.util.List;
import org.apache.spark.sql.Column;

/** What a row adds to the metric by which a gate compares predictions of any task but binary. */
enum RowLoss {
  LOG_LOSS {
    @Override
    Column of(String predictions) {
      Column right = element_at(col(predictions), col(Columns.LABEL).cast("int").plus(1));
      return log(greatest(lit(Math.ulp(1.0)), right)).multiply(-1);
    }
  },
  ACCURACY {
    @Override
    Column of(String predictions) {
      return when(Likeliest.of(col(predictions)).equalTo(col(Columns.LABEL)), lit(1.0))
          .otherwise(lit(0.0));
    }
  },
  RMSE {
    @Override
    Column of(String predictions) {
      Column error = col(predictions).minus(col(Columns.LABEL));
      return error.multiply(error);
    }
  },
  MAE {
    @Override
    Column of(String predictions) {
      return abs(col(predictions).minus(col(Columns.LABEL)));
    }
  };

  /** That of a metric of the label's task. */
  static RowLoss of(String metric, LabelSpec label) {
    List<RowLoss> known =
        switch (label.task()) {
          case BINARY -> List.of();
          case MULTICLASS -> List.of(LOG_LOSS, ACCURACY);
          case REGRESSION -> List.of(RMSE, MAE);
        };
    return known.stream()
        .filter(loss -> loss.metric().equals(metric))
        .findFirst()
        .orElseThrow(
            () ->
                new HoldoutException(
                    ErrorCode.CONFIGURATION,
                    "Cannot compare models by "
                        + metric
                        + ": expected one of "
                        + known.stream().map(RowLoss::metric).toList()
                        + ". Set gate.metric."));
  }

  String metric() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** What the metric is of what rows add. */
  PairedLosses.Figure figure() {
    return switch (this) {
      case RMSE -> PairedLosses.Figure.ROOT;
      case ACCURACY -> PairedLosses.Figure.SHARE;
      case LOG_LOSS, MAE -> PairedLosses.Figure.MEAN;
    };
  }

  boolean largerIsBetter() {
    return this == ACCURACY;
  }

  /**
   * What a row adds.
   *
   * @param predictions the column with a model's predictions
   */
  abstract Column of(String predictions);
}
