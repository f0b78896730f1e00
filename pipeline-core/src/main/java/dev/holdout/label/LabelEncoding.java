package dev.holdout.label;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.TextNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Which class a value stands for, as a column of class numbers and for single texts.
 *
 * <ul>
 *   <li>Blanks around a value do not count. An empty text and one that says "no value", such as
 *       {@code n/a}, is none, unless it is named as a class, as the positive value or among the
 *       values that may occur.
 *   <li>A value that is named exactly is that class. Any other is the class whose name is the same
 *       number ({@code 1}, {@code 1.0}, {@code 1e0}) or differs in upper and lower case alone;
 *       where two names do, none.
 *   <li>Of two classes, {@code 1}, {@code true}, {@code yes}, {@code y}, {@code t} and {@code
 *       positive} are one value, {@code 0}, {@code false}, {@code no}, {@code n}, {@code f} and
 *       {@code negative} another.
 *   <li>With a positive value, every other value is negative; without one, these two are positive
 *       and negative, and any other value is unknown.
 * </ul>
 */
public final class LabelEncoding {
  private static final int NEGATIVE = 0;
  private static final int POSITIVE = 1;

  private final boolean two;
  private final boolean othersNegative;
  private final Set<String> named;
  private final Map<String, Integer> exact = new LinkedHashMap<>();
  private final Map<String, Integer> forms = new LinkedHashMap<>();

  private LabelEncoding(boolean two, boolean othersNegative, Set<String> named) {
    this.two = two;
    this.othersNegative = othersNegative;
    this.named = named;
  }

  /** Two classes by the words for yes and no. */
  public static LabelEncoding yesOrNo() {
    LabelEncoding encoding = new LabelEncoding(true, false, Set.of());
    encoding.forms.put(LabelForm.ONE, POSITIVE);
    encoding.forms.put(LabelForm.ZERO, NEGATIVE);
    return encoding;
  }

  /** One value against all others. */
  public static LabelEncoding positive(String positive) {
    return positive(positive, List.of());
  }

  /**
   * One value against all others.
   *
   * @param values that may occur, as far as they are named
   */
  public static LabelEncoding positive(String positive, List<String> values) {
    Set<String> named = trimmed(values);
    named.add(TextNumbers.trimmed(positive));
    LabelEncoding encoding = new LabelEncoding(true, true, named);
    encoding.forms.put(LabelForm.ofTwo(TextNumbers.trimmed(positive)), POSITIVE);
    return encoding;
  }

  /** By the positive value where it is named, else by the words for yes and no. */
  public static LabelEncoding binary(Optional<String> positive, List<String> values) {
    return positive.map(value -> positive(value, values)).orElseGet(LabelEncoding::yesOrNo);
  }

  /**
   * Several classes.
   *
   * @param classes in the order of their numbers
   */
  public static LabelEncoding classes(List<String> classes) {
    LabelEncoding encoding = new LabelEncoding(false, false, trimmed(classes));
    Set<String> shared = new HashSet<>();
    for (int number = 0; number < classes.size(); number++) {
      String name = TextNumbers.trimmed(classes.get(number));
      encoding.exact.putIfAbsent(name, number);
      if (encoding.forms.putIfAbsent(LabelForm.of(name), number) != null) {
        shared.add(LabelForm.of(name));
      }
    }
    encoding.forms.keySet().removeAll(shared);
    return encoding;
  }

  private static Set<String> trimmed(List<String> values) {
    Set<String> trimmed = new LinkedHashSet<>();
    values.forEach(value -> trimmed.add(TextNumbers.trimmed(value)));
    return trimmed;
  }

  /** The class of each value of a column as a double; null for no value and an unknown one. */
  public Column number(Column value) {
    Column known = known(value);
    List<Column> found = new ArrayList<>();
    exact.forEach((name, number) -> found.add(when(known.equalTo(name), lit((double) number))));
    Column form = form(known);
    forms.forEach((name, number) -> found.add(when(form.equalTo(name), lit((double) number))));
    if (othersNegative) {
      found.add(when(known.isNotNull(), lit((double) NEGATIVE)));
    }
    return coalesce(found.toArray(Column[]::new));
  }

  /** The class of one value; empty for no value and an unknown one. */
  public OptionalInt number(String value) {
    Optional<String> known = known(value);
    if (known.isEmpty()) {
      return OptionalInt.empty();
    }
    Integer found = exact.get(known.get());
    if (found == null) {
      found = forms.get(form(known.get()));
    }
    if (found == null) {
      return othersNegative ? OptionalInt.of(NEGATIVE) : OptionalInt.empty();
    }
    return OptionalInt.of(found);
  }

  /** The text of each value without blanks around it; null where there is no value. */
  public Column known(Column value) {
    return TextNumbers.known(value.cast("string"), named);
  }

  /** The text of one value without blanks around it; empty where it says that there is none. */
  public Optional<String> known(String value) {
    return TextNumbers.known(value, named);
  }

  /** Whether two values are one. */
  public boolean same(String one, String other) {
    return form(TextNumbers.trimmed(one)).equals(form(TextNumbers.trimmed(other)));
  }

  /** What all spellings of a value share. */
  public String form(String known) {
    return two ? LabelForm.ofTwo(known) : LabelForm.of(known);
  }

  /** What all spellings of each value of a column share. */
  public Column form(Column known) {
    return two ? LabelForm.ofTwo(known) : LabelForm.of(known);
  }

  /** Whether a value is a word for yes. */
  public static boolean isYes(String known) {
    return LabelForm.ofTwo(TextNumbers.trimmed(known)).equals(LabelForm.ONE);
  }

  /** Whether a value is a word for yes or no. */
  public static boolean isYesOrNo(String known) {
    String form = LabelForm.ofTwo(TextNumbers.trimmed(known));
    return form.equals(LabelForm.ONE) || form.equals(LabelForm.ZERO);
  }
}
