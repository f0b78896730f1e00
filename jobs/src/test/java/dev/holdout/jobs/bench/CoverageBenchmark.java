package dev.holdout.jobs.bench;

import dev.holdout.measure.Confidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How often 95 % intervals hold the truth, for every figure that has one, over simulated tables
 * whose truth is known.
 *
 * <p>{@code jobs/benchmark coverage} prints the tables; {@code jobs/benchmark coverage_written}
 * puts them into {@code pipeline-core/COVERAGE.md}, below the line that says so. Cells outside 93
 * to 97 % are listed before the tables.
 */
final class CoverageBenchmark {
  private static final int DRAWS = 1000;
  private static final String BELOW = "<!-- Below this line: jobs/benchmark coverage_written -->\n";

  private final int tables;
  private final StringBuilder text = new StringBuilder();
  private final List<String> tooSeldom = new ArrayList<>();
  private final List<String> tooOften = new ArrayList<>();

  private CoverageBenchmark(int tables) {
    this.tables = tables;
  }

  /**
   * Prints the tables.
   *
   * @param args how many tables of each kind; the document to write them into, {@code -} for none;
   *     a pattern that is found in the titles of what is simulated
   */
  public static void main(String[] args) throws IOException {
    CoverageBenchmark benchmark =
        new CoverageBenchmark(args.length > 0 ? Integer.parseInt(args[0]) : 1000);
    Predicate<String> asked = Pattern.compile(args.length > 2 ? args[2] : "").asPredicate();
    sections(new Confidence(0.95, DRAWS, 0)).stream()
        .filter(section -> asked.test(section.title()))
        .forEach(benchmark::add);
    String told = benchmark.told();
    System.out.print(told);
    if (args.length > 1 && !args[1].equals("-")) {
      write(Path.of(args[1]), told);
    }
  }

  private static List<CoverageSection> sections(Confidence confidence) {
    List<CoverageSection> sections = new ArrayList<>(BinaryCoverage.sections(confidence));
    sections.add(ClassCoverage.section(confidence));
    sections.add(NumberCoverage.section(confidence));
    sections.add(RankingCoverage.section(confidence));
    sections.add(SegmentCoverage.section(confidence));
    sections.add(PairCoverage.section(confidence));
    sections.add(ClassPairCoverage.section(confidence));
    sections.add(NumberPairCoverage.section(confidence));
    sections.add(FairnessCoverage.section(confidence));
    sections.add(ConsistencyCoverage.section(confidence));
    sections.add(WeightCoverage.section(confidence));
    sections.add(ClusterCoverage.section(confidence));
    sections.add(ClusterSegmentCoverage.section(confidence));
    sections.add(RankingSegmentCoverage.section(confidence));
    sections.add(SliceCoverage.section(confidence));
    return sections;
  }

  private static void write(Path document, String told) throws IOException {
    String before = Files.readString(document, StandardCharsets.UTF_8);
    int at = before.indexOf(BELOW);
    if (at < 0) {
      throw new IllegalArgumentException(document + " has no line " + BELOW.strip());
    }
    Files.writeString(document, before.substring(0, at + BELOW.length()) + told);
  }

  private String told() {
    return listed("Below 93 %", tooSeldom) + listed("Above 97 %", tooOften) + text;
  }

  private static String listed(String title, List<String> sections) {
    return "\n### " + title + "\n\n" + (sections.isEmpty() ? "None.\n" : String.join("", sections));
  }

  private void add(CoverageSection section) {
    long began = System.nanoTime();
    List<SortedMap<String, Coverage>> columns = new ArrayList<>();
    text.append("\n### ").append(section.title()).append("\n\n");
    if (!section.text().isEmpty()) {
      text.append(section.text()).append("\n\n");
    }
    text.append("| Figure |");
    StringBuilder rule = new StringBuilder("|---|");
    for (CoverageColumn column : section.columns()) {
      columns.add(column.coverage(tables, section.confidence()));
      text.append(' ').append(column.name()).append(" |");
      rule.append("---:|");
    }
    text.append('\n').append(rule).append('\n');
    List<String> below = new ArrayList<>();
    List<String> above = new ArrayList<>();
    for (String figure : section.figures()) {
      List<Coverage> cells =
          columns.stream().map(column -> column.getOrDefault(figure, Coverage.NONE)).toList();
      if (cells.stream().allMatch(cell -> cell.all() == 0)) {
        continue;
      }
      text.append("| `").append(figure).append("` |");
      cells.forEach(cell -> text.append(' ').append(cell.text()).append(" |"));
      text.append('\n');
      named(figure, section, cells, Coverage::tooSeldom).ifPresent(below::add);
      named(figure, section, cells, Coverage::tooOften).ifPresent(above::add);
    }
    list(section, below, tooSeldom);
    list(section, above, tooOften);
    System.err.printf(
        Locale.ROOT, "%s: %.0f s%n", section.title(), (System.nanoTime() - began) / 1e9);
  }

  /** A figure with those of its cells that are meant. */
  private static Optional<String> named(
      String figure, CoverageSection section, List<Coverage> cells, Predicate<Coverage> meant) {
    List<String> named = new ArrayList<>();
    for (int at = 0; at < cells.size(); at++) {
      if (meant.test(cells.get(at))) {
        named.add(section.columns().get(at).name() + ": " + cells.get(at).share());
      }
    }
    return named.isEmpty()
        ? Optional.empty()
        : Optional.of("`" + figure + "` (" + String.join("; ", named) + ")");
  }

  private static void list(CoverageSection section, List<String> figures, List<String> into) {
    if (!figures.isEmpty()) {
      into.add("- *" + section.title() + "*: " + String.join(", ", figures) + "\n");
    }
  }
}
