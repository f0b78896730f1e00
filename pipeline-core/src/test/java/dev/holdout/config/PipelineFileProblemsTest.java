package dev.holdout.config;

import static dev.holdout.config.Samples.minimalWith;
import static dev.holdout.config.Samples.parse;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message in full: where, what was found, what is allowed, what to do. */
class PipelineFileProblemsTest {
  private static void expect(String file, String... problems) {
    String count = problems.length == 1 ? "1 problem" : problems.length + " problems";
    assertThatThrownBy(() -> parse(file))
        .hasMessage(
            "[CONFIGURATION] Cannot use the pipeline file p.yaml (%s):\n  - %s"
                .formatted(count, String.join("\n  - ", problems)));
  }

  @Test
  void lengthsOfTimeFitTheTime() {
    expect(
        minimalWith("roles: {time: age}\nsplit: {scheme: walk_forward, windows: {gap: P1D}}"),
        "p.yaml:6 split.windows.gap: found the text 'P1D', expected a number, since roles.time is"
            + " one");
  }

  @Test
  void listsAllProblemsInTheOrderOfTheirLines() {
    expect(
        """
        name: My Pipeline
        candidate: {}
        source:
          format: cvs
          files: people.csv
        columns:
          age: {type: intger, min: zero}
        label: {column: rich}
        split:
          folds: 1
          test: 1.5
        """,
        "p.yaml:1 name: found the text 'My Pipeline', expected a name of at most 64 lower-case"
            + " letters, digits, - and _ that begins with a letter",
        "p.yaml:2 candidate: found an unknown key, expected one of name, workspace,"
            + " retention_days, source, key, columns, max_quarantined_share, label, windows, roles,"
            + " … (19 in all). Did you mean 'candidates'?",
        "p.yaml:4 source.format: found the text 'cvs', expected one of csv, json, parquet, delta,"
            + " table. Did you mean 'csv'?",
        "p.yaml:5 source.files: found the text 'people.csv', expected a list with at least one"
            + " item. Write [people.csv]",
        "p.yaml:7 columns.age.type: found the text 'intger', expected one of string, integer,"
            + " number, boolean, date, timestamp. Did you mean 'integer'?",
        "p.yaml:7 columns.age.min: found the text 'zero', expected a number",
        "p.yaml:8 label.column: found the column 'rich', which is not declared, expected one of"
            + " those under columns",
        "p.yaml:8 label.positive: found nothing, expected a text that is not empty. The key is"
            + " required for two classes; set label.task for several, or for a number",
        "p.yaml:10 split.folds: found 1, expected a whole number from 2 to 100",
        "p.yaml:11 split.test: found 1.5, expected a number above 0 and below 1");
  }

  @Test
  void theGateNeedsAMetricThatAReusableHoldOutAnswers() {
    expect(
        minimalWith("evaluation: {reusable_holdout: {}}\ngate: {metric: log_loss}\n"),
        "p.yaml:6 gate.metric: found the text 'log_loss', expected one of roc_auc, brier, accuracy,"
            + " balanced_accuracy, recall, specificity, which evaluation.reusable_holdout answers."
            + " Choose another metric, or take evaluation.reusable_holdout out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          split: {seed: 4.5}        | split.seed: found 4.5, expected a whole number of at least 0
          split: {seed: "4"}        | split.seed: found the text '4', expected a whole number of at least 0. Remove the quotes
          split: {folds: [5]}       | split.folds: found a list, expected a whole number from 2 to 100. Give one value, not a list
          split: 5                  | split: found 5, expected a mapping with keys among test, test_scheme, test_from, test_column, exact, repeated_rows, stratify, group, scheme, folds, … (16 in all)
          split: {scheme: group}    | split.scheme: found group without group, expected the column whose rows are kept together. Add group to split
          split: {group: city, scheme: stratified} | split.scheme: found stratified with group, expected stratified_group, group or leave_one_group_out. Folds by row would divide the groups
          split: {group: rich}      | split.group: found the label's column 'rich', expected another column. What is to be predicted can play no other part
          split: {stratify: [town]} | split.stratify.0: found the column 'town', which is not declared, expected one of those under columns
          split: {scheme: walk_forward} | split.scheme: found walk_forward without roles.time, expected the column of the time. Add time to roles
          split: {test_scheme: time} | split.test_scheme: found time without roles.time, expected the column of the time. Add time to roles
          split: {test_scheme: column} | split.test_scheme: found column without test_column, expected the column that says training, validation or test. Add test_column
          split: {test_scheme: column, test_column: city, exact: true} | split.exact: found true with test_scheme: column, expected test_scheme: random
          split: {scheme: holdout, repeats: 2} | split.repeats: found repeats of holdout, expected stratified, group or stratified_group. Only these have other folds by another draw
          split: {windows: {gap: P1D}} | split.windows: found lengths of time with scheme: stratified, expected walk_forward or combinatorial_purged. No other scheme knows of time
          split: {time_zone: Wien}  | split.time_zone: found the text 'Wien', expected a zone such as UTC or Europe/Vienna
          workspace: ""             | workspace: found the text '', expected a text that is not empty
          features: {time: 1}       | features.time: found 1, expected true or false
          features: {dates: [week]} | features.dates.0: found the text 'week', expected one of year, month, day_of_month, day_of_week, hour
          features: {dates: [hour, hour]} | features.dates: found an item more than once, expected every item once
          evaluation: {max_openings: 0} | evaluation.max_openings: found 0, expected a whole number from 1 to 1000000
          evaluation: {reusable_holdout: {noise: 0}} | evaluation.reusable_holdout.noise: found 0, expected a number above 0 and below 1
          features: {time: true}    | features.time: found true without roles.time, expected the column of the time
          candidates: {}            | candidates: found an empty mapping, expected a mapping with at least one of the keys logistic_regression, linear_regression, factorization_machine, random_forest, gradient_boosted_trees
          candidates: {xgboost: {}} | candidates.xgboost: found an unknown learner, expected one of logistic_regression, linear_regression, factorization_machine, random_forest, gradient_boosted_trees
          candidates: {logistic_regression: {c: 1}} | candidates.logistic_regression.c: found an unknown hyperparameter, expected one of reg_param, elastic_net_param, max_iter, tol, random, ranges
          candidates: {logistic_regression: {reg_param: -1}} | candidates.logistic_regression.reg_param.0: found -1, expected a number from 0 to 1000000
          candidates: {logistic_regression: {max_iter: .inf}} | candidates.logistic_regression.max_iter.0: found .inf, expected a whole number from 1 to 10000
          candidates: {random_forest: {random: 3}} | candidates.random_forest.random: found 3 without ranges, expected ranges to draw from. Add ranges
          candidates: {random_forest: {ranges: {max_depth: {low: 1, high: 3}}}} | candidates.random_forest.ranges: found ranges without random, expected how many to draw. Add random: 10
          candidates: {random_forest: {random: 3, ranges: {max_depth: {low: 5, high: 3}}}} | candidates.random_forest.ranges.max_depth.low: found 5, expected at most high, which is 3
          candidates: {random_forest: {random: 3, ranges: {max_depth: {low: 1.5, high: 3}}}} | candidates.random_forest.ranges.max_depth.low: found 1.5, expected a whole number from 1 to 30
          candidates: {random_forest: {random: 3, ranges: {max_depth: {low: 2, high: 99}}}} | candidates.random_forest.ranges.max_depth.high: found 99, expected a whole number from 1 to 30
          candidates: {logistic_regression: {random: 3, ranges: {reg_param: {low: 0, high: 1, log: true}}}} | candidates.logistic_regression.ranges.reg_param.low: found 0 with log: true, expected a number above 0, which has a logarithm
          decision: {threshold: {f_beta: 1, fixed: 0.5}} | decision.threshold: found the keys fixed, f_beta, expected exactly one of the keys fixed, f_beta, best, recall_at_least, precision_at_least, top_share, cost
          decision: {threshold: 2}  | decision.threshold.fixed: found 2, expected a number from 0 to 1
          decision: {threshold: {cost: {false_positive: 1}}} | decision.threshold.cost.false_negative: found nothing, expected an amount, or a column and a factor. The key is required
          features: {numeric: {clip_lower: 0.9, clip_upper: 0.1}} | features.numeric.clip_lower: found clip_lower 0.9 with clip_upper 0.1, expected clip_lower below clip_upper
          features: {columns: {age: {kind: date}}} | features.columns.age.kind: found date for a column of the type integer, expected categorical or numeric
          features: {columns: {city: {scaling: none}}} | features.columns.city.scaling: found the key for a categorical feature, expected it only for a numeric one. Remove it, or set kind
          features: {columns: {age: {min_count: 2}}} | features.columns.age.min_count: found the key for a numeric feature, expected it only for a categorical one. Remove it, or set kind
          features: {columns: {town: {}}} | features.columns.town: found the column 'town', which is not declared, expected one of those under columns
          key: [aeg]                | key.0: found the column 'aeg', which is not declared, expected one of those under columns. Did you mean 'age'?
          key: age                  | key: found the text 'age', expected a list. Write [age]
          key: [_id]                | key.0: found the text '_id', expected a column name that is not blank and does not begin with _ (Holdout's own columns do)
          roles: {group: [rich]}    | roles.group.0: found the label's column 'rich', expected another column. What is to be predicted can play no other part
          roles: {time: city}       | roles.time: found the column 'city' of the type string, expected a column of the types date, timestamp, integer or number. Declare the column as a date or timestamp, with a pattern if need be
          evaluation: {segments: [City]} | evaluation.segments.0: found the column 'City', which is not declared, expected one of those under columns. Did you mean 'city'?
          evaluation: {segments: [rich]} | evaluation.segments.0: found the label's column 'rich', expected another column. What is to be predicted can play no other part
          `evaluation: {segments: ["age:bins=60|30"]}` | `evaluation.segments.0: found the text 'age:bins=60|30', expected ascending numbers as in age:bins=30|60, or a number from 2 to 1000 as in age:quantiles=4`
          `evaluation: {segments: ["age:quantiles=1"]}` | `evaluation.segments.0: found the text 'age:quantiles=1', expected ascending numbers as in age:bins=30|60, or a number from 2 to 1000 as in age:quantiles=4`
          evaluation: {segments: ["city:quantiles=4"]} | evaluation.segments.0: found the column 'city' of the type string, expected a column of the types integer or number
          evaluation: {segments: ["aeg:bins=30"]} | evaluation.segments.0: found the column 'aeg', which is not declared, expected one of those under columns. Did you mean 'age'?
          evaluation: {segments: [old=AGE >= 65, far=town > 'a']} | evaluation.segments.1: found the column 'town', which is not declared, expected one of those under columns
          evaluation: {segments: [well_off=rich = 'yes']} | evaluation.segments.0: found the label's column 'rich', expected another column. What is to be predicted can play no other part
          evaluation: {segments: [old=age >=]} | evaluation.segments.0: found the text 'age >=' after the name, expected a SQL expression over the columns, as in senior=age >= 65
          evaluation: {segments: [_old=age > 9]} | evaluation.segments.0: found the name '_old', expected a name that is not blank and does not begin with _ (Holdout's own columns do)
          evaluation: {segments: [age, "age:quantiles=4"]} | evaluation.segments.1: found a second segment of the name 'age', after 'age', expected every name once. Take one out, or give an expression a name of its own, name=expression
          evaluation: {intersections: 5} | evaluation.intersections: found 5, expected a whole number from 1 to 4
          evaluation: {intersections: 4, segments: [a=age>1, b=age>2, c=age>3, d=age>4, e=age>5, f=age>6, g=age>7, h=age>8, i=age>9, j=age>10, k=age>11]} | evaluation.intersections: found 4, which makes 561 crossings of 11 segments, expected at most 500. Cross fewer, or name fewer segments
          roles: {drop: [age, city]} | columns: found no column that is a feature, expected at least one beside the label, the key, groups, the time and dropped columns
          gate: {metric: auc}       | gate.metric: found the text 'auc', expected one of roc_auc, partial_auc, gini, average_precision, ks, gain_at_10, lift_at_10, log_loss, brier, accuracy, … (42 in all)
          """)
  void saysWhatIsWrongAndWhatIsAllowed(String line, String problem) {
    int at = problem.startsWith("columns:") ? 3 : 5;
    expect(minimalWith(line), "p.yaml:" + at + " " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x: {type: string, min: 1}  | x.min: found the key for a column of the type string, expected it only for the types integer or number. Remove it, or change the type
          x: {type: number, min: 3, max: 1} | x.min: found a smallest value of 3, expected at most the largest, 1
          x: {type: integer, allowed: [1, a]} | x.allowed.1: found the text 'a', expected a value of the type integer
          x: {type: string, pattern: dd} | x.pattern: found the key for a column of the type string, expected it only for the types date or timestamp. Remove it, or change the type
          x: {type: string, unit: EUR} | x.unit: found the key for a column of the type string, expected it only for the types integer or number. Remove it, or change the type
          x: {type: number, group: .} | x.group: found the mark that stands before the decimals, expected another mark between groups of digits. Add decimal: comma, or change it
          x: {type: date, pattern: YYYY-MM-dd} | x.pattern: found YYYY in 'YYYY-MM-dd', the year of a week, which is another one around New Year, expected the year of a day. Write 'yyyy-MM-dd'
          x: {type: timestamp, pattern: yyyy-MM-dd hh:mm} | x.pattern: found hh in 'yyyy-MM-dd hh:mm', hours from 1 to 12 without AM or PM, expected hours from 0 to 23. Write 'yyyy-MM-dd HH:mm', or add a for AM and PM
          x: {type: date, pattern: DD/MM/yyyy} | x.pattern: found DD in 'DD/MM/yyyy', the day of the year, expected the day of the month. Write 'dd/MM/yyyy'
          x: {type: date, pattern: yyyy-mm-dd} | x.pattern: found mm in 'yyyy-mm-dd', minutes without hours, expected the month. Write 'yyyy-MM-dd'
          x: {type: timestamp, pattern: yyyy-MM-dd HH:MM} | x.pattern: found MM after the hours in 'yyyy-MM-dd HH:MM', the month, expected minutes. Write 'yyyy-MM-dd HH:mm'
          x: {type: timestamp, pattern: yyyy-MM-dd HH:mm:SS} | x.pattern: found SS in 'yyyy-MM-dd HH:mm:SS', fractions of a second, expected seconds. Write 'yyyy-MM-dd HH:mm:ss'
          x: {type: date, pattern: dd.MM.} | x.pattern: found no year in 'dd.MM.', expected one, such as yyyy
          x: {type: date, pattern: e yyyy} | x.pattern: found the text 'e yyyy' (Spark does not read its letters), expected a date pattern such as dd.MM.yyyy or yyyy-MM-dd HH:mm
          x: {type: date, pattern: qqqqqq} | x.pattern: found the text 'qqqqqq' (Too many pattern letters: q), expected a date pattern such as dd.MM.yyyy or yyyy-MM-dd HH:mm
          _x: string                 | _x: found the name '_x', expected a name that is not blank and does not begin with _ (Holdout's own columns do). Rename the column in the source
          "": string                 | "": found the name '', expected a name that is not blank and does not begin with _ (Holdout's own columns do). Rename the column in the source
          A: string                  | A: found a name that differs from 'a' in case alone, expected names that differ otherwise, as Spark ignores case. Rename one of them in the source
          x:                         | x.type: found nothing, expected one of string, integer, number, boolean, date, timestamp. The key is required
          a: number                  | a: found the key a second time (first: p.yaml:4), expected every key once. Remove one of the two
          """)
  void saysWhatIsWrongWithAColumn(String column, String problem) {
    expect(
        """
        name: p
        source: {format: csv, files: [a.csv]}
        columns:
          a: integer
          y: boolean
          %s
        label: {column: y, positive: true}
        """
            .formatted(column),
        "p.yaml:6 columns." + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {format: csv}                        | source.files: found nothing, expected the key, since the format is csv
          {format: table}                      | source.table: found nothing, expected the key, since the format is table
          {format: table, table: t, files: [a]} | source.files: found the key with the format table, expected it only with the format csv, json, parquet or delta. Remove it, or change source.format
          {format: delta, files: [a], table: t} | source.table: found the key with the format delta, expected it only with the format table. Remove it, or change source.format
          {format: json, files: [a], header: true} | source.header: found the key with the format json, expected it only with the format csv. Remove it, or change source.format
          {format: json, files: [{path: a, skip_lines: 1}]} | source.files.0.skip_lines: found lines to skip with the format json, expected them only with the format csv
          {format: csv, files: [a], encoding: utf-99} | source.encoding: found the text 'utf-99', expected an encoding such as UTF-8, windows-1252 or UTF-16LE
          {format: csv, files: [a], separator: '"'} | source.quote: found the character that is the separator, expected another character
          {format: csv, files: [a], separator: ;;;;} | source.separator: found the text ';;;;', expected one to 3 characters, or blanks
          {format: csv, files: []}             | source.files: found an empty list, expected a list with at least one item
          """)
  void saysWhatIsWrongWithTheSource(String source, String problem) {
    expect(
        """
        name: p
        source: %s
        columns: {a: integer, y: string}
        label: {column: y, positive: a}
        """
            .formatted(source),
        "p.yaml:2 " + problem);
  }

  @Test
  void wantsColumnsWhereTheSourceHasNoTypes() {
    expect(
        "name: p\nsource: {format: csv, files: [a]}\nlabel: {column: y, positive: a}\n",
        "p.yaml:1 columns: found no columns, expected each column with its type, since csv has no"
            + " types. holdout init writes them for you");
  }

  @Test
  void wantsAPositiveValueThatTheLabelCanHave() {
    String file =
        """
        name: p
        source: {format: csv, files: [a]}
        columns: {a: integer, y: {type: %s, allowed: [%s]}}
        label: {column: y, positive: "yes"}
        """;
    expect(
        file.formatted("integer", "0, 1"),
        "p.yaml:4 label.positive: found the text 'yes', expected a value of the type integer");
    expect(
        file.formatted("string", "ja, nein"),
        "p.yaml:4 label.positive: found the text 'yes', expected one of the label's allowed"
            + " values. See columns.y.allowed");
  }

  @Test
  void saysThatTheFileIsEmptyOrNoMapping() {
    String expected =
        ", expected keys with values, at least name, source and label."
            + " holdout init writes a pipeline file for a table";
    expect("# nothing\n", "p.yaml:1: found nothing" + expected);
    expect("\n- a\n", "p.yaml:2: found a list" + expected);
    expect("csv", "p.yaml:1: found the text 'csv'" + expected);
  }

  @Test
  void saysWhereTheTextIsNoYaml() {
    String remedy =
        ", expected YAML. Check the indentation (blanks, no tabs), and quote texts with special"
            + " characters";
    expect("name: a\nb: c: d\n", "p.yaml:2: found mapping values are not allowed here" + remedy);
    expect(
        "name: a\n\tb: c\n",
        "p.yaml:2: found while scanning for the next token, found character '\\t(TAB)' that cannot"
            + " start any token. (Do not use \\t(TAB) for indentation)"
            + remedy);
    expect(
        minimalWith("? [a]\n: b\n"),
        "p.yaml:5: found a list or mapping as a key, expected a text. Quote texts with { or [");
  }
}
