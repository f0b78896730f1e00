package dev.holdout.workflow;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.error.ErrorCode;
import dev.holdout.label.LabelEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;

/** Labels and predictions of several classes, each of which must be a known one. */
final class MetSeveralClasses implements MetLabels {
  private static final String UNKNOWN = "unknown: ";
  private static final String EXAMPLE = "example: ";

  private final EvaluationRequest request;
  private final PredictionTable table;
  private final ClassScores classes;
  private final Map<String, String> columns = new LinkedHashMap<>();

  MetSeveralClasses(EvaluationRequest request, PredictionTable table, ClassScores classes) {
    this.request = request;
    this.table = table;
    this.classes = classes;
    columns.put("--label", request.label());
    request.prediction().ifPresent(name -> columns.put("--prediction", name));
  }

  @Override
  public List<Column> figures() {
    LabelEncoding encoding = LabelEncoding.classes(classes.classes());
    List<Column> figures = new ArrayList<>();
    columns.forEach(
        (option, name) -> {
          Column unknown =
              when(encoding.number(Columns.named(name)).isNull(), table.known(name, encoding));
          figures.add(count(unknown).as(UNKNOWN + option));
          figures.add(min(unknown).as(EXAMPLE + option));
        });
    return figures;
  }

  @Override
  public void check(Map<String, Object> met) {
    columns.forEach(
        (option, name) -> {
          if (met.get(UNKNOWN + option) instanceof Long unknown && unknown > 0) {
            throw request.refused(
                ErrorCode.DATA_CONTRACT,
                String.format(
                    Locale.ROOT,
                    "%,d rows of a class such as \"%s\" in \"%s\" (%s)",
                    unknown,
                    met.get(EXAMPLE + option),
                    name,
                    option),
                "one of " + String.join(", ", classes.classes()),
                "Give every class a score, or name the classes with --classes in the order of"
                    + " --score.");
          }
        });
  }

  @Override
  public List<String> notes(Map<String, Object> met) {
    return classes.notes();
  }
}
