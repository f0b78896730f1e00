package dev.holdout.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which entries of a feature vector are numbers, and which together tell one category.
 *
 * @param slots in the order of the vector; together they are all of it
 */
public record FeatureLayout(List<Slot> slots) {
  /** In the metadata of the vector: the column that each entry was made from. */
  static final String COLUMNS = "holdout_columns";

  public FeatureLayout {
    slots = List.copyOf(slots);
  }

  /** How a slot tells its value. */
  public enum Kind {
    /** One entry, a number. */
    NUMBER,
    /** One entry, the index of a category. */
    INDEX,
    /** One entry for each category, of which one at most is 1 and all others are 0. */
    FLAGS
  }

  /**
   * The entries of one value.
   *
   * @param column the column it was made from
   * @param from the index of the first entry
   * @param width how many entries
   * @param levels how many values it can take; 0 for numbers. Of flags the last level is that none
   *     is 1.
   */
  public record Slot(Kind kind, String column, int from, int width, int levels) {
    /** The category of a vector, from 0; not for numbers. */
    public int level(Vector vector) {
      if (kind == Kind.INDEX) {
        return (int) vector.apply(from);
      }
      for (int level = 0; level < width; level++) {
        if (vector.apply(from + level) != 0) {
          return level;
        }
      }
      return width;
    }

    /** Writes a category into the entries of a vector that hold 0; not for numbers. */
    public void write(int level, double[] entries) {
      if (kind == Kind.INDEX) {
        entries[from] = level;
      } else if (level < width) {
        entries[from + level] = 1.0;
      }
    }
  }

  /**
   * Reads it from the metadata that {@link Preprocessor} gives the vector; in a vector that another
   * transformer made, each entry is a column of its own.
   */
  public static FeatureLayout of(StructType schema) {
    StructField field = schema.apply(FoldPreprocessing.FEATURES);
    Attribute[] attributes = AttributeGroup.fromStructField(field).attributes().get();
    boolean named = field.metadata().contains(COLUMNS);
    String[] columns =
        named
            ? field.metadata().getStringArray(COLUMNS)
            : Arrays.stream(attributes).map(one -> one.name().get()).toArray(String[]::new);
    List<Slot> slots = new ArrayList<>();
    for (int index = 0; index < attributes.length; index++) {
      Attribute attribute = attributes[index];
      if (attribute instanceof NumericAttribute) {
        slots.add(new Slot(Kind.NUMBER, columns[index], index, 1, 0));
      } else if (attribute instanceof NominalAttribute nominal) {
        int levels = (Integer) nominal.getNumValues().get();
        slots.add(new Slot(Kind.INDEX, columns[index], index, 1, levels));
      } else {
        addFlag(columns[index], index, slots);
      }
    }
    return new FeatureLayout(slots);
  }

  /** Flags of one column that follow each other are one slot. */
  private static void addFlag(String column, int index, List<Slot> slots) {
    Slot last = slots.isEmpty() ? null : slots.get(slots.size() - 1);
    if (last != null && last.kind == Kind.FLAGS && last.column.equals(column)) {
      int width = last.width + 1;
      slots.set(slots.size() - 1, new Slot(Kind.FLAGS, column, last.from, width, width + 1));
    } else {
      slots.add(new Slot(Kind.FLAGS, column, index, 1, 2));
    }
  }

  /** The slots of numbers. */
  public List<Slot> numbers() {
    return slots.stream().filter(slot -> slot.kind == Kind.NUMBER).toList();
  }

  /** The slots of categories. */
  public List<Slot> categories() {
    return slots.stream().filter(slot -> slot.kind != Kind.NUMBER).toList();
  }

  /** The number of entries. */
  public int size() {
    return slots.stream().mapToInt(Slot::width).sum();
  }
}
