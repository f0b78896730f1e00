package dev.holdout.learn;

import dev.holdout.contract.Columns;
import dev.holdout.measure.Task;
import dev.holdout.split.LabelSpec;
import dev.holdout.split.Training;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;

/**
 * What learners are to predict, and the column in which they say it.
 *
 * <p>It travels with the rows, as metadata of their label, so that what fits them need not be told.
 *
 * @param task what kind of thing
 * @param classes how many classes there are; 0 for numbers
 */
public record Target(Task task, int classes) {
  /** One of two classes. */
  public static final Target BINARY = new Target(Task.BINARY, 2);

  /** A number. */
  public static final Target REGRESSION = new Target(Task.REGRESSION, 0);

  private static final String TASK = "task";
  private static final String CLASSES = "classes";

  /** One of several classes. */
  public static Target multiclass(int classes) {
    return new Target(Task.MULTICLASS, classes);
  }

  /** That of a label whose classes are known. */
  public static Target of(LabelSpec label) {
    return switch (label.task()) {
      case BINARY -> BINARY;
      case MULTICLASS -> multiclass(label.classes().size());
      case REGRESSION -> REGRESSION;
    };
  }

  /** That of rows on their way to a fit; binary where they do not say. */
  static Target of(Training encoded) {
    Metadata label = encoded.rows().schema().apply(Columns.LABEL).metadata();
    return label.contains(TASK)
        ? new Target(Task.valueOf(label.getString(TASK)), (int) label.getLong(CLASSES))
        : BINARY;
  }

  /** What MLlib is told of the label: how many classes there are, which saves it a job a fit. */
  Metadata metadata() {
    MetadataBuilder told =
        new MetadataBuilder().putString(TASK, task.name()).putLong(CLASSES, classes);
    return switch (task) {
      case BINARY -> nominal("negative", "positive");
      case MULTICLASS ->
          told.withMetadata(
                  nominal(
                      IntStream.range(0, classes)
                          .mapToObj(Integer::toString)
                          .toArray(String[]::new)))
              .build();
      case REGRESSION -> told.build();
    };
  }

  private static Metadata nominal(String... values) {
    return NominalAttribute.defaultAttr().withName(Columns.LABEL).withValues(values).toMetadata();
  }

  /** The column that a learner adds: {@link Fitted#SCORE} or {@link Fitted#SCORES}. */
  public String scores() {
    return task == Task.MULTICLASS ? Fitted.SCORES : Fitted.SCORE;
  }
}
