package dev.holdout.rebalance;

import dev.holdout.contract.Columns;
import dev.holdout.feature.FoldPreprocessing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows up between a row and its neighbours.
 *
 * <p>Numbers and the weight lie on the segment between the row and one neighbour: row + factor ·
 * (neighbour − row). A category is the most frequent one among the neighbours of the same class,
 * the lowest level among equals. Counts so become fractions, which every learner here takes;
 * nothing is rounded, since rounded points would leave the segment. Where all features are
 * categories, the neighbours decide alone, and all rows made from one row are equal (Chawla et al.
 * 2002).
 *
 * <p>Neighbour and factor are functions of the row's hash and the ordinal of the synthetic row.
 */
final class SyntheticRows implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Columns that rows have after {@link Parent#COLUMNS}. */
  static final String FRESH = "_fresh";

  static final String HASH = "_hash";
  static final String OTHER = "_other";

  /** A control character, so that no key of a table ends like this. */
  private static final String MARK = "\u001fsynthetic ";

  /** The reach towards a neighbour of another class (Han et al. 2005). */
  private static final double HALF = 0.5;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final VectorForm form;
  private final StructType schema;

  /**
   * For rows of one fit.
   *
   * @param schema of the rows to be made
   */
  SyntheticRows(VectorForm form, StructType schema) {
    this.form = form;
    this.schema = schema;
  }

  /** The rows made from one row: as many as it says. */
  Stream<Row> of(Neighbourhood neighbourhood) {
    Row row = neighbourhood.row();
    Parent base = Parent.of(row);
    Parent other = row.isNullAt(6) ? null : Parent.of(row.getStruct(6));
    long hash = row.getLong(5);
    int[] levels = levels(neighbourhood.near());
    return Stream.iterate(1L, ordinal -> ordinal <= row.getLong(4), ordinal -> ordinal + 1)
        .map(ordinal -> row(base, neighbourhood.near(), other, levels, hash, ordinal));
  }

  private Row row(
      Parent base,
      List<Parent> near,
      @Nullable Parent other,
      int[] levels,
      long hash,
      long ordinal) {
    long chooser = mix(hash + (2 * ordinal) * GOLDEN);
    long drawn = mix(hash + (2 * ordinal + 1) * GOLDEN);
    int partners = near.size() + (other == null ? 0 : 1);
    int chosen = (int) Math.multiplyHigh(chooser >>> 1, 2L * partners);
    Parent partner = other != null && chosen == near.size() ? other : near.get(chosen);
    double factor = (drawn >>> 11) * 0x1p-53 * (partner.equals(other) ? HALF : 1);
    List<Parent> voters = voters(near, partner);
    Object[] values = new Object[schema.size()];
    values[schema.fieldIndex(Columns.ROW_KEY)] = base.key() + MARK + ordinal;
    values[schema.fieldIndex(Columns.LABEL)] = base.label();
    values[schema.fieldIndex(Columns.WEIGHT)] = weight(base, partner, near, factor);
    values[schema.fieldIndex(FoldPreprocessing.FEATURES)] = vector(base, partner, factor, levels);
    values[schema.fieldIndex(Columns.SYNTHETIC)] = true;
    values[schema.fieldIndex(Columns.PARENTS)] =
        Stream.concat(Stream.of(base), voters.stream()).map(Parent::key).toArray(String[]::new);
    return RowFactory.create(values);
  }

  /** The partner first, then the others that had a voice. */
  private List<Parent> voters(List<Parent> near, Parent partner) {
    if (form.categories() == 0) {
      return List.of(partner);
    }
    List<Parent> voters = new ArrayList<>(near);
    voters.remove(partner);
    voters.add(0, partner);
    return voters;
  }

  private double weight(Parent base, Parent partner, List<Parent> near, double factor) {
    if (form.numbers() > 0) {
      return base.weight() + factor * (partner.weight() - base.weight());
    }
    return near.stream().mapToDouble(Parent::weight).average().orElse(base.weight());
  }

  private Vector vector(Parent base, Parent partner, double factor, int[] levels) {
    double[] from = base.features().toArray();
    double[] to = partner.features().toArray();
    double[] numbers = new double[form.numbers()];
    for (int number = 0; number < numbers.length; number++) {
      double start = form.number(from, number);
      numbers[number] = start + factor * (form.number(to, number) - start);
    }
    return form.vector(numbers, levels);
  }

  /** The most frequent level of each category. */
  private int[] levels(List<Parent> near) {
    int[] levels = new int[form.categories()];
    for (int category = 0; category < levels.length; category++) {
      int[] counts = new int[form.levels(category)];
      for (Parent one : near) {
        counts[form.level(one.features().toArray(), category)]++;
      }
      for (int level = 0; level < counts.length; level++) {
        if (counts[level] > counts[levels[category]]) {
          levels[category] = level;
        }
      }
    }
    return levels;
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014): every bit of the input reaches all. */
  private static long mix(long value) {
    long bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return bits ^ (bits >>> 31);
  }
}
