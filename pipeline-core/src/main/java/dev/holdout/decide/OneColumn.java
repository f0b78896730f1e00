package dev.holdout.decide;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;

import dev.holdout.contract.Columns;
import dev.holdout.learn.CrossValidation;
import dev.holdout.learn.OutOfFoldScores;
import dev.holdout.split.Fold;
import dev.holdout.split.FoldPlan;
import dev.holdout.split.Training;
import dev.holdout.stat.Scan;
import dev.holdout.stat.Statistic;
import dev.holdout.table.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * The best that one column alone can do, found as the model was: for each part of the folds on the
 * rows that all of its folds train on, and judged on the rows that they leave out.
 *
 * <p>Cost: one scan of Training for the tables of all columns by block, then one query that joins
 * the rules' columns to the winner's scores, so that both decisions are known of each row. Memory:
 * at most {@value #MOST_TABLES} tables of 100 KB, a fifth as many with amounts.
 *
 * @param words the rule that all of Training yields
 * @param joint rows by decision: 0 where neither acts, 1 the column alone, 2 the model alone, 3
 *     both
 */
record OneColumn(String words, DecisionCounts joint) {
  private static final int MOST_TABLES = 2_000;
  private static final int MIN_BINS = 4_096;

  /** A rival, or the reason why there is none. */
  record Result(Optional<OneColumn> rival, String reason) {
    private static Result none(String reason) {
      return new Result(Optional.empty(), reason);
    }
  }

  /** Finds and judges the rival of the model that won a search. */
  static final class Search {
    private final Tables tables;
    private final CrossValidation search;
    private final Training training;
    private final FoldPlan plan;
    private final Set<Integer> apart;
    private final ThresholdRule rule;
    private final AmountColumns amounts;

    Search(
        Tables tables,
        CrossValidation search,
        Training training,
        FoldPlan plan,
        ThresholdRule rule) {
      this.tables = tables;
      this.search = search;
      this.training = training;
      this.plan = plan;
      this.apart = OutOfFoldScores.apart(plan.folds());
      this.rule = rule;
      this.amounts = AmountColumns.of(training.rows().schema(), rule.costs());
    }

    /**
     * Finds and judges.
     *
     * @param columns those that may be the one
     * @param cuts of the model's decisions, by part
     */
    Result find(List<String> columns, SortedMap<Integer, Double> cuts) {
      List<ColumnTables.Rival> rivals = rivals(columns);
      long most = amounts.isEmpty() ? MOST_TABLES : MOST_TABLES / 5;
      if (rivals.isEmpty()) {
        return Result.none("no feature is a number, a truth value or a text");
      }
      if ((long) rivals.size() * plan.blocks() > most) {
        return Result.none(
            rivals.size() + " columns in " + plan.blocks() + " blocks are too many to count");
      }
      Statistic<ColumnTables> statistic = ColumnTables.statistic(rivals, amounts);
      Map<String, ColumnTables> byBlock = tables(rivals, statistic);
      SortedMap<Integer, ColumnRule> rules = new TreeMap<>();
      for (int part : cuts.keySet()) {
        Optional<ColumnRule> found = best(trainedOn(part), byBlock, statistic);
        if (found.isEmpty()) {
          return Result.none("no column meets what the rule demands in every fold");
        }
        rules.put(part, found.get());
      }
      ColumnRule ofAll =
          best(allBlocks(), byBlock, statistic).orElseGet(() -> rules.get(rules.firstKey()));
      return new Result(Optional.of(new OneColumn(ofAll.words(), joint(rules, cuts))), "");
    }

    private Optional<ColumnRule> best(
        Set<Integer> blocks, Map<String, ColumnTables> byBlock, Statistic<ColumnTables> statistic) {
      List<ColumnTables> those =
          blocks.stream()
              .map(block -> Integer.toString(block))
              .filter(byBlock::containsKey)
              .map(byBlock::get)
              .toList();
      return those.isEmpty()
          ? Optional.empty()
          : Scan.merge(those, statistic).best(rule.forRivals());
    }

    /** The blocks that all folds of a part train on. */
    private Set<Integer> trainedOn(int part) {
      return plan.folds().stream()
          .filter(fold -> apart.contains(fold.index()))
          .filter(fold -> fold.index() % FoldedScores.MOST_PARTS == part)
          .map(Fold::training)
          .map(blocks -> (Set<Integer>) new TreeSet<>(blocks))
          .reduce(
              (some, others) -> {
                some.retainAll(others);
                return some;
              })
          .orElse(Set.of());
    }

    /** The blocks of the folds, which are of one layer. */
    private Set<Integer> allBlocks() {
      Set<Integer> blocks = new TreeSet<>();
      for (Fold fold : plan.folds()) {
        if (apart.contains(fold.index())) {
          blocks.addAll(fold.training());
          blocks.addAll(fold.validation());
        }
      }
      return blocks;
    }

    private List<ColumnTables.Rival> rivals(List<String> columns) {
      List<ColumnTables.Rival> rivals = new ArrayList<>();
      for (String column : columns) {
        DataType type = training.rows().schema().apply(column).dataType();
        boolean number = type instanceof NumericType;
        if (number || type instanceof StringType || type instanceof BooleanType) {
          rivals.add(new ColumnTables.Rival(column, number));
        }
      }
      return rivals;
    }

    private Map<String, ColumnTables> tables(
        List<ColumnTables.Rival> rivals, Statistic<ColumnTables> statistic) {
      List<Column> selected =
          new ArrayList<>(Arrays.asList(amounts.selected(List.of(col(Columns.LABEL)))));
      rivals.forEach(
          rival ->
              selected.add(
                  Columns.named(rival.name()).cast(rival.numeric() ? "double" : "string")));
      int firstBlock = selected.size();
      training.blockColumns().forEach(block -> selected.add(col(block).cast("int")));
      int end = selected.size();
      return Scan.byGroup(
          training.rows().select(selected.toArray(Column[]::new)),
          row -> {
            List<String> blocks = new ArrayList<>(end - firstBlock);
            for (int at = firstBlock; at < end; at++) {
              blocks.add(Integer.toString(row.getInt(at)));
            }
            return blocks;
          },
          statistic);
    }

    private DecisionCounts joint(
        SortedMap<Integer, ColumnRule> rules, SortedMap<Integer, Double> cuts) {
      // Each rule's decision of every row, since Training does not know a row's fold.
      List<Column> decisions = new ArrayList<>(List.of(col(Columns.ROW_KEY)));
      List<ColumnRule> distinct = rules.values().stream().distinct().toList();
      for (int at = 0; at < distinct.size(); at++) {
        decisions.add(distinct.get(at).acts().as("_acts_" + at));
      }
      Dataset<Row> own = training.rows().select(amounts.selected(decisions));
      Column part = pmod(col("fold").cast("int"), lit(FoldedScores.MOST_PARTS));
      Column model = lit(false);
      Column rival = lit(false);
      for (Map.Entry<Integer, Double> cut : cuts.entrySet()) {
        Column here = part.equalTo(lit(cut.getKey()));
        model = when(here, col(Decider.SCORE).geq(lit(cut.getValue()))).otherwise(model);
        int acts = distinct.indexOf(rules.get(cut.getKey()));
        rival = when(here, col("_acts_" + acts)).otherwise(rival);
      }
      Column position = model.cast("double").multiply(lit(2.0)).plus(rival.cast("double"));
      Dataset<Row> rows =
          tables
              .read(search.outOfFold())
              .filter(col("candidate").equalTo(search.selected()))
              .filter(col("fold").isInCollection(apart))
              .join(own, Columns.ROW_KEY)
              .select(amounts.between(List.of(position, col(Columns.LABEL)), List.of()));
      DecisionCounts counts =
          DecisionCounts.of(Scan.of(rows, AmountCounts.statistic(amounts, MIN_BINS)).histogram());
      return counts.at(4);
    }
  }
}
