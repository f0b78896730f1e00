package dev.holdout.workflow;

import dev.holdout.lineage.Edge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What was made from what, from the ledger's edges. */
public final class LineageGraph {
  private final List<Edge> edges;

  public LineageGraph(Collection<Edge> edges) {
    this.edges = List.copyOf(edges);
  }

  /**
   * One line of a walk.
   *
   * @param depth steps from the start, from 1
   * @param edge the edge walked
   */
  public record Step(int depth, Edge edge) {}

  /** Every reference that occurs. */
  public Set<String> references() {
    Set<String> references = new LinkedHashSet<>();
    edges.forEach(
        edge -> {
          references.add(edge.from());
          references.add(edge.to());
        });
    return references;
  }

  /** What the reference was made from, and that from, depth first; each reference once. */
  public List<Step> upstream(String reference) {
    return walk(reference, Edge::to, Edge::from);
  }

  /** What was made from the reference, and from that, depth first; each reference once. */
  public List<Step> downstream(String reference) {
    return walk(reference, Edge::from, Edge::to);
  }

  private List<Step> walk(
      String reference, Function<Edge, String> near, Function<Edge, String> far) {
    List<Step> steps = new ArrayList<>();
    walk(reference, near, far, 1, new HashSet<>(Set.of(reference)), steps);
    return steps;
  }

  private void walk(
      String reference,
      Function<Edge, String> near,
      Function<Edge, String> far,
      int depth,
      Set<String> seen,
      List<Step> steps) {
    for (Edge edge : edges) {
      if (near.apply(edge).equals(reference) && seen.add(far.apply(edge))) {
        steps.add(new Step(depth, edge));
        walk(far.apply(edge), near, far, depth + 1, seen, steps);
      }
    }
  }
}
