package dev.holdout.feature;

import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;

/**
 * One entry of the feature vector.
 *
 * @param name such as {@code age}, {@code occupation=Sales}, {@code age=(missing)} or {@code
 *     opened.month.sin}
 * @param column the column it was made from
 * @param categories how many categories its value is an index of; 2 if it is 0 or 1; 0 if it is a
 *     number
 */
public record Feature(String name, String column, int categories) {
  static Feature number(String name, String column) {
    return new Feature(name, column, 0);
  }

  static Feature flag(String name, String column) {
    return new Feature(name, column, 2);
  }

  static Feature missing(String column) {
    return flag(column + "=(missing)", column);
  }

  Attribute attribute() {
    if (categories == 0) {
      return NumericAttribute.defaultAttr().withName(name);
    }
    return categories == 2
        ? BinaryAttribute.defaultAttr().withName(name)
        : NominalAttribute.defaultAttr().withName(name).withNumValues(categories);
  }
}
