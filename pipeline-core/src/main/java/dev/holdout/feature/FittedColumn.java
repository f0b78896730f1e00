package dev.holdout.feature;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What was learned of one column; a part of the stored form of a {@link Preprocessor}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FittedNumber.class, name = "number"),
  @JsonSubTypes.Type(value = FittedCategories.class, name = "categories"),
  @JsonSubTypes.Type(value = FittedFlag.class, name = "flag"),
  @JsonSubTypes.Type(value = FittedDate.class, name = "date")
})
sealed interface FittedColumn permits FittedNumber, FittedCategories, FittedFlag, FittedDate {
  /** The column. */
  String column();

  /** The form in which its values are read. */
  Source source();

  /** Its features, in their order; none if the column tells nothing. */
  List<Feature> features(Encoding encoding);

  /**
   * Writes exactly these features.
   *
   * @param first index of the first of them in the vector
   */
  FeatureWriter writer(Encoding encoding, int first);
}
