package dev.holdout.contract;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Texts of a file as values: which of them say "no value", and which are numbers or yes and no. */
public final class TextNumbers {
  /** Texts that say yes. */
  public static final List<String> YES = List.of("1", "1.0", "true", "yes", "y", "t", "positive");

  /** Texts that say no. */
  public static final List<String> NO = List.of("0", "0.0", "false", "no", "n", "f", "negative");

  private TextNumbers() {}

  /** Without blanks around it; null where it is blank or says "no value" ({@code NA}, ?). */
  public static Column known(Column text) {
    Column trimmed = Blanks.trimmed(text);
    Column missing =
        trimmed
            .equalTo("")
            .or(
                trimmed.isin(
                    MissingTokens.ALL.stream()
                        .filter(token -> MissingTokens.certain(token, ColumnType.STRING))
                        .toArray()));
    return when(missing.equalTo(false), trimmed);
  }

  /** The number that a known text is; null where it is none. */
  public static Column number(Column known) {
    return known.try_cast(DataTypes.DoubleType);
  }

  /** 1 where a known text says yes, 0 where it says no, else null. */
  public static Column truth(Column known) {
    Column word = lower(known);
    return when(word.isin(YES.toArray()), lit(1.0)).when(word.isin(NO.toArray()), lit(0.0));
  }
}
