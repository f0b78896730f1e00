package dev.holdout.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Bounds on the depth and the size of a YAML document once its aliases are expanded, checked on the
 * stream of events, so that nothing is expanded and nothing recurs before they are known to hold.
 */
final class YamlBounds {
  /** Lists and mappings within each other, the path of an override included. */
  static final int DEEPEST = 50;

  /** Values in all, each counted as often as aliases repeat it. */
  static final int MOST_VALUES = 500_000;

  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Size> anchors = new HashMap<>();

  /** What a document has too much of, and where. */
  record Excess(Optional<Mark> mark, String found) {}

  /** The values of a node, itself included, and the levels of collections in it. */
  private record Size(long values, int levels) {}

  private static final class Open {
    private final Optional<Anchor> anchor;
    private long values = 1;
    private int levels = 1;

    private Open(Optional<Anchor> anchor) {
      this.anchor = anchor;
    }

    private void add(Size inner) {
      values += inner.values;
      levels = Math.max(levels, inner.levels + 1);
    }
  }

  private YamlBounds(int depth) {
    for (int level = 0; level < depth; level++) {
      open.push(new Open(Optional.empty()));
    }
  }

  /**
   * The first excess of a document, if it has any.
   *
   * @param depth the levels around it
   */
  static Optional<Excess> excess(Iterable<Event> events, int depth) {
    YamlBounds bounds = new YamlBounds(depth);
    long values = 0;
    for (Event event : events) {
      Size added = bounds.size(event);
      if (added.values == CYCLE) {
        return Optional.of(new Excess(event.getStartMark(), "an alias of what it stands in"));
      }
      values += added.values;
      if (bounds.open.size() + added.levels > DEEPEST) {
        return Optional.of(
            new Excess(event.getStartMark(), "more than " + DEEPEST + " levels of nesting"));
      }
      if (values > MOST_VALUES) {
        return Optional.of(
            new Excess(
                event.getStartMark(),
                "more than " + MOST_VALUES + " values, counted as often as aliases repeat them"));
      }
    }
    return Optional.empty();
  }

  private static final long CYCLE = -1;

  /** What an event adds at once; the values of a collection are added one by one. */
  private Size size(Event event) {
    if (event instanceof CollectionStartEvent start) {
      open.push(new Open(start.getAnchor()));
      start.getAnchor().ifPresent(anchor -> anchors.put(anchor, new Size(CYCLE, 0)));
      return new Size(1, 0);
    }
    if (event instanceof CollectionEndEvent) {
      Open closed = open.pop();
      Size size = new Size(closed.values, closed.levels);
      closed.anchor.ifPresent(anchor -> anchors.put(anchor, size));
      within(size);
      return new Size(0, 0);
    }
    if (event instanceof AliasEvent alias) {
      // An alias without an anchor is reported by the parser of the whole document.
      Size size = anchors.getOrDefault(alias.getAlias(), new Size(1, 0));
      within(size);
      return size;
    }
    if (event instanceof NodeEvent scalar) {
      Size one = new Size(1, 0);
      scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor, one));
      within(one);
      return one;
    }
    return new Size(0, 0);
  }

  private void within(Size inner) {
    if (!open.isEmpty()) {
      open.peek().add(inner);
    }
  }
}
