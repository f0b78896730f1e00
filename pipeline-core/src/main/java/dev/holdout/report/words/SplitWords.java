package dev.holdout.report.words;

import dev.holdout.split.FoldSpec;
import dev.holdout.split.RepeatedRows;
import dev.holdout.split.RepeatedRowsDecision;
import dev.holdout.split.SplitReport;
import dev.holdout.split.SplitReport.FoldCount;
import dev.holdout.split.SplitSpec;
import dev.holdout.split.TestSpec;
import dev.holdout.split.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How rows were divided, in sentences. */
public final class SplitWords {
  private SplitWords() {}

  /** Who is in Test. */
  public static String test(SplitSpec spec) {
    TestSpec test = spec.test();
    String group = spec.group().map(Names::shown).orElse("");
    return switch (test.scheme()) {
      case RANDOM ->
          test.exact()
              ? "Each class's share of Test is met "
                  + (group.isEmpty()
                      ? "to one row"
                      : "as well as whole groups of " + group + " allow")
                  + "; rows placed once stay where they are when the table grows."
              : group.isEmpty()
                  ? "A row's place follows from its key and a seed alone: it stays where it is when"
                      + " the table grows."
                  : "All rows of one "
                      + group
                      + " share a place, which follows from its value and a seed alone: it stays"
                      + " where it is when the table grows.";
      case TIME ->
          "Test is the latest rows by "
              + spec.time().map(Names::shown).orElse("")
              + test.from()
                  .map(from -> ", from " + from + " on.")
                  .orElse("; where it begins only ever moves forward.")
              + (group.isEmpty()
                  ? ""
                  : " Earlier rows of a " + group + " that has rows in Test are in neither part.");
      case COLUMN ->
          "The column "
              + test.column().map(Names::shown).orElse("")
              + " of the table names the partitions.";
    };
  }

  /**
   * How far each class's share of Test is from what was asked for, where it is drawn at random:
   * beside it two standard deviations of the binomial. Empty elsewhere.
   */
  public static String deviation(SplitReport split) {
    TestSpec test = split.spec().test();
    boolean binary = split.classes().isEmpty() && split.numbers().isEmpty();
    if (!binary || test.scheme() != TestSpec.Scheme.RANDOM || test.exact()) {
      return "";
    }
    long positives = split.trainingPositives() + split.testPositives();
    long others = split.training() + split.test() - positives;
    return "Of the positive rows "
        + share(split.testPositives(), positives, test.share())
        + " are in Test, of the others "
        + share(split.test() - split.testPositives(), others, test.share())
        + (split.spec().group().isPresent()
            ? "; whole groups are drawn, so that shares vary more than rows drawn one by one would."
            : ".");
  }

  /**
   * The share of the rows in Test beside the one that was asked for, and why it differs where it
   * differs by more than a draw of rows one by one explains (four standard deviations of the
   * binomial). Empty where a column names the partitions.
   */
  public static String share(SplitReport split) {
    TestSpec test = split.spec().test();
    if (test.scheme() == TestSpec.Scheme.COLUMN || test.from().isPresent()) {
      return "";
    }
    long all = split.training() + split.test() + split.neither();
    double deviation = 4 * Math.sqrt(test.share() * (1 - test.share()) / Math.max(1, all));
    String share =
        "Test has "
            + Numbers.percent(split.test(), all)
            + " of the rows; "
            + Numbers.percent(test.share())
            + " were asked for";
    boolean met = Math.abs((double) split.test() / all - test.share()) <= deviation;
    return share + (met ? "." : ": " + whyMissed(split) + ".");
  }

  private static String whyMissed(SplitReport split) {
    TestSpec test = split.spec().test();
    if (test.scheme() == TestSpec.Scheme.TIME) {
      return "rows of one time are never divided, and where Test begins never moves back";
    }
    if (split.spec().group().isPresent()) {
      String group = split.spec().group().map(Names::shown).orElse("");
      return test.exact()
          ? "no group of " + group + " is divided, and some are large"
          : "the share is drawn of the groups of "
              + group
              + ", not of the rows: where groups are few or of unlike size it varies more."
              + " `split.exact: true` comes closer";
    }
    return "rows that are equal in every column share a place"
        + (test.exact() ? "" : ". `split.repeated_rows: spread` divides them");
  }

  /** Which class is missing in which fold; empty where every fold has all. */
  public static String missing(SplitReport split) {
    List<String> sentences = new ArrayList<>();
    for (SplitReport.ClassRows one : split.classes()) {
      String name = "the class " + Names.shown(one.label());
      missing(one.notTrained(), "trains", name, sentences);
      missing(one.notValidated(), "validates", name, sentences);
    }
    if (split.classes().isEmpty() && split.numbers().isEmpty()) {
      for (boolean positive : new boolean[] {true, false}) {
        String name = positive ? "the positive class" : "the negative class";
        missing(without(split, positive, FoldCount::training), "trains", name, sentences);
        missing(without(split, positive, FoldCount::validation), "validates", name, sentences);
      }
    }
    return String.join(" ", sentences);
  }

  private static void missing(
      List<Integer> folds, String does, String name, List<String> sentences) {
    if (!folds.isEmpty()) {
      String numbers = folds.stream().map(String::valueOf).collect(Collectors.joining(", "));
      sentences.add(
          (folds.size() == 1
                  ? "Fold " + numbers + " " + does
                  : "Folds " + numbers + " " + does.substring(0, does.length() - 1))
              + " on no row of "
              + name
              + ".");
    }
  }

  private static List<Integer> without(
      SplitReport split, boolean positive, Function<FoldCount, SplitReport.Part> side) {
    return split.folds().stream()
        .filter(
            fold -> {
              SplitReport.Part part = side.apply(fold);
              return part.rows() > 0 && part.positives() == (positive ? 0 : part.rows());
            })
        .map(FoldCount::fold)
        .toList();
  }

  /** How rows that are equal in every column were placed, and why; empty where there are none. */
  public static String repeatedRows(SplitReport split) {
    return split.repeatedRows().map(SplitWords::words).orElse("");
  }

  private static String words(RepeatedRowsDecision decision) {
    String placed =
        "Rows that are equal in every column "
            + (decision.chosen() == RepeatedRows.SPREAD
                ? "are spread by their occurrence"
                : "stay together");
    String counted =
        Numbers.count(decision.repeated())
            + " of "
            + Numbers.count(decision.rows(), "row", "rows")
            + " equal another, and the largest set of them holds "
            + Numbers.count(decision.largest())
            + " ("
            + Numbers.percent(decision.largest(), decision.rows())
            + ")";
    return switch (decision.reason()) {
      case NO_REPEATS -> "";
      case CONFIGURED -> placed + ", as `split.repeated_rows` says: " + counted + ".";
      case AS_BEFORE ->
          placed
              + ", as in the table's last version, so that none moves between Training and Test: "
              + counted
              + ".";
      case SMALL_SETS, LARGE_SET -> placed + ": " + counted + ".";
      case SHARES_MISSED ->
          placed + ", since together they would miss the shares asked for: " + counted + ".";
    };
  }

  /**
   * What became of a sliding training window that is a share of the rows: which folds train on
   * fewer rows than were asked for. Empty where none does.
   */
  public static String shortTraining(SplitReport split) {
    OptionalDouble share =
        split
            .spec()
            .folds()
            .windows()
            .training()
            .map(WindowSpec.Length::share)
            .orElse(OptionalDouble.empty());
    if (share.isEmpty() || split.spec().folds().scheme() != FoldSpec.Scheme.WALK_FORWARD) {
      return "";
    }
    long asked = Math.round(share.getAsDouble() * split.training());
    List<String> fewer =
        split.folds().stream()
            .filter(fold -> fold.training().rows() < asked)
            .map(
                fold ->
                    fold.fold()
                        + " ("
                        + Numbers.percent(fold.training().rows(), split.training())
                        + ")")
            .toList();
    return fewer.isEmpty()
        ? ""
        : "Of the "
            + Numbers.count(asked, "row", "rows")
            + " asked for ("
            + Numbers.percent(share.getAsDouble())
            + " of Training), fewer train in "
            + (fewer.size() == 1 ? "fold " : "folds ")
            + String.join(", ", fewer)
            + (split.spec().group().isPresent()
                ? ": no more lie before, or groups are set aside."
                : ": no more lie before.");
  }

  /** Rows that a fold sets aside; empty where it sets none aside. */
  public static String setAside(SplitReport.FoldCount fold) {
    return fold.setAside().orElse(0) == 0
        ? ""
        : Numbers.count(fold.setAside().getAsLong(), "row", "rows") + " set aside between";
  }

  private static String share(long inTest, long all, double asked) {
    double deviation = 2 * Math.sqrt(asked * (1 - asked) / Math.max(1, all));
    return Numbers.percent(inTest, all)
        + " (a draw of "
        + Numbers.count(all)
        + " gives "
        + Numbers.percent(asked)
        + " ± "
        + Numbers.percent(deviation)
        + ")";
  }

  /** How Training is divided; numbers have no classes to be spread. */
  public static String folds(SplitReport split) {
    String words = folds(split.spec());
    return split.numbers().isEmpty()
        ? words
        : words
            .replace("Stratified ", "")
            .replace(", and each class is spread evenly", "")
            .replace(", and each class is spread as evenly as groups allow", "");
  }

  /** How Training is divided. */
  public static String folds(SplitSpec spec) {
    FoldSpec folds = spec.folds();
    String group = spec.group().map(Names::shown).orElse("");
    String repeats = folds.repeats() > 1 ? ", done " + folds.repeats() + " times" : "";
    return switch (folds.scheme()) {
      case STRATIFIED ->
          "Stratified "
              + folds.count()
              + "-fold cross-validation"
              + repeats
              + ": every row validates once, and each class is spread evenly.";
      case GROUP ->
          folds.count() + "-fold cross-validation by " + group + repeats + ": no group is divided.";
      case STRATIFIED_GROUP ->
          folds.count()
              + "-fold cross-validation by "
              + group
              + repeats
              + ": no group is divided, and each class is spread as evenly as groups allow.";
      case LEAVE_ONE_GROUP_OUT -> "Each " + group + " validates once, on a model of all others.";
      case HOLDOUT -> "One part of Training validates; the rest is trained on.";
      case WALK_FORWARD ->
          "Walk-forward: each fold validates on a window of time and trains on what lies before it."
              + aside(group);
      case COMBINATORIAL_PURGED ->
          "Combinatorial purged: every choice of "
              + folds.testGroups()
              + " of "
              + folds.count()
              + " groups along time validates; rows too near to them in time do not train."
              + aside(group);
    };
  }

  private static String aside(String group) {
    return group.isEmpty()
        ? ""
        : " Rows of a " + group + " whose last row lies in a later window are in no fold.";
  }

  /** Why rows are in neither part. */
  public static String neither(SplitSpec spec) {
    return spec.group().isEmpty()
        ? "too near to Test in time"
        : "too near to Test in time, or of a "
            + spec.group().map(Names::shown).orElse("")
            + " that Test knows";
  }

  /** What a fold trains and validates on, dates not to be broken over lines; empty if nothing. */
  public static String fold(SplitReport.FoldCount fold) {
    return Names.shown(fold.description(), 160).replaceAll("(?<=\\d)-(?=\\d)", "-\u2060");
  }
}
