package dev.holdout.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * How rows become numbers: the features that divide them, and the conditions of all of these, one
 * after another.
 */
final class SliceCoding {
  private final List<FeatureCodes> features = new ArrayList<>();
  private final List<Integer> positions = new ArrayList<>();
  private final List<SliceCondition> conditions = new ArrayList<>();
  private final List<Integer> featureOf = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Of the features that were counted, in their order. */
  SliceCoding(List<String> names, FeatureCounts counts, SliceSpec spec) {
    for (int at = 0; at < names.size(); at++) {
      FeatureCounts.Values values = counts.feature(at);
      if (values.tooMany()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "Column \"%s\" has more than %,d values and does not divide the rows.",
                names.get(at),
                FeatureCounts.MOST_VALUES));
      } else if (values.nulls() < counts.rows()) {
        add(at, FeatureCodes.of(names.get(at), values, spec, spec.minRows(counts.rows())));
      }
    }
  }

  private void add(int at, FeatureCodes feature) {
    if (conditions.size() + feature.conditions().size() > SliceKey.MOST_CONDITIONS) {
      throw new IllegalArgumentException(
          "more than " + SliceKey.MOST_CONDITIONS + " conditions of all features together");
    }
    feature.conditions().forEach(unused -> featureOf.add(features.size()));
    conditions.addAll(feature.conditions());
    features.add(feature);
    positions.add(SliceColumns.FIRST_FEATURE + at);
  }

  /** Every condition of every feature. */
  List<SliceCondition> conditions() {
    return conditions;
  }

  /** The feature of each condition, ascending. */
  int[] featureOf() {
    return featureOf.stream().mapToInt(feature -> feature).toArray();
  }

  /** Columns that do not divide the rows. */
  List<String> notes() {
    return notes;
  }

  /** Codes the rows that have an error, which becomes so many units of 2 to the power −shift. */
  FlatMapFunction<Iterator<Row>, CodedRows> rows(int shift) {
    FeatureCodes[] codes = features.toArray(FeatureCodes[]::new);
    int[] at = positions.stream().mapToInt(position -> position).toArray();
    int[] first = new int[codes.length];
    for (int feature = 1; feature < codes.length; feature++) {
      first[feature] = featureOf.indexOf(feature);
    }
    return rows -> new Blocks(rows, codes, at, first, shift);
  }

  /** Blocks of rows, one at a time. */
  private static final class Blocks implements Iterator<CodedRows> {
    private final Iterator<Row> rows;
    private final FeatureCodes[] codes;
    private final int[] at;
    private final int[] first;
    private final int shift;

    Blocks(Iterator<Row> rows, FeatureCodes[] codes, int[] at, int[] first, int shift) {
      this.rows = rows;
      this.codes = codes;
      this.at = at;
      this.first = first;
      this.shift = shift;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public CodedRows next() {
      if (!rows.hasNext()) {
        throw new NoSuchElementException();
      }
      char[][] block = new char[codes.length][CodedRows.MOST];
      long[] errors = new long[CodedRows.MOST];
      int filled = 0;
      while (filled < CodedRows.MOST && rows.hasNext()) {
        Row row = rows.next();
        if (row.isNullAt(0)) {
          continue;
        }
        errors[filled] = Math.round(Math.scalb(row.getDouble(0), shift));
        for (int feature = 0; feature < codes.length; feature++) {
          int code = codes[feature].of(row, at[feature]);
          if (code < 0) {
            throw new IllegalStateException("the rows are not those that were counted");
          }
          block[feature][filled] = (char) (first[feature] + code);
        }
        filled++;
      }
      char[][] part = new char[codes.length][];
      for (int feature = 0; feature < part.length; feature++) {
        part[feature] = Arrays.copyOf(block[feature], filled);
      }
      return new CodedRows(part, Arrays.copyOf(errors, filled));
    }
  }

  /** Whether no feature divides the rows. */
  boolean isEmpty() {
    return features.isEmpty();
  }
}
