package dev.holdout.evaluate;

import dev.holdout.evaluate.Evaluation.Curves.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Drops points of a curve, each time the one that spans the smallest triangle with its neighbours,
 * so that corners stay and straight runs go. The first and the last point stay. O(n log n).
 *
 * <p>Source: Visvalingam & Whyatt 1993.
 */
final class CurveThinning {
  private final List<Point> points;
  private final int[] previous;
  private final int[] next;
  private final double[] areas;

  private CurveThinning(List<Point> points) {
    this.points = points;
    this.previous = new int[points.size()];
    this.next = new int[points.size()];
    this.areas = new double[points.size()];
    for (int at = 0; at < points.size(); at++) {
      previous[at] = at - 1;
      next[at] = at + 1;
    }
  }

  static List<Point> thin(List<Point> points, int most) {
    return points.size() <= most ? points : new CurveThinning(points).to(most);
  }

  private record Candidate(int point, double area) {}

  private List<Point> to(int most) {
    PriorityQueue<Candidate> smallest =
        new PriorityQueue<>(
            Comparator.comparingDouble(Candidate::area).thenComparingInt(Candidate::point));
    for (int at = 1; at < points.size() - 1; at++) {
      areas[at] = area(at);
      smallest.add(new Candidate(at, areas[at]));
    }
    boolean[] dropped = new boolean[points.size()];
    int left = points.size();
    while (left > most) {
      Candidate candidate = smallest.remove();
      int at = candidate.point;
      if (dropped[at] || candidate.area != areas[at]) {
        continue;
      }
      dropped[at] = true;
      left--;
      next[previous[at]] = next[at];
      previous[next[at]] = previous[at];
      for (int neighbour : new int[] {previous[at], next[at]}) {
        if (neighbour > 0 && neighbour < points.size() - 1) {
          // Never less than what was dropped before it, so that runs of small steps do not vanish.
          areas[neighbour] = Math.max(area(neighbour), candidate.area);
          smallest.add(new Candidate(neighbour, areas[neighbour]));
        }
      }
    }
    List<Point> kept = new ArrayList<>(most);
    for (int at = 0; at < points.size(); at = next[at]) {
      kept.add(points.get(at));
    }
    return kept;
  }

  private double area(int at) {
    Point a = points.get(previous[at]);
    Point b = points.get(at);
    Point c = points.get(next[at]);
    return Math.abs((b.x() - a.x()) * (c.y() - a.y()) - (c.x() - a.x()) * (b.y() - a.y())) / 2;
  }
}
