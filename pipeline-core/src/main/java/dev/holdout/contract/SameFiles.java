package dev.holdout.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files of a source are those of another listing of it: each file is one other at the most,
 * by its stamp first and then by its content. A second copy of a file is so a file of its own.
 */
final class SameFiles {
  private final List<SourceFile> found = new ArrayList<>();
  private final List<SourceFile> gone = new ArrayList<>();
  private final List<SourceFile> fresh;

  /**
   * Compares.
   *
   * @param before the files as they were
   * @param now the files as they are
   */
  SameFiles(List<SourceFile> before, List<SourceFile> now) {
    Map<String, SourceFile> untouched = new HashMap<>();
    now.forEach(file -> untouched.put(file.stamp(), file));
    List<SourceFile> moved = new ArrayList<>();
    for (SourceFile file : before) {
      SourceFile same = untouched.remove(file.stamp());
      if (same == null) {
        moved.add(file);
      } else {
        found.add(same);
      }
    }
    Map<String, Deque<SourceFile>> byContent = new HashMap<>();
    for (SourceFile file : now) {
      if (untouched.containsKey(file.stamp())) {
        byContent.computeIfAbsent(file.content(), unseen -> new ArrayDeque<>()).add(file);
      }
    }
    for (SourceFile file : moved) {
      Deque<SourceFile> equal = byContent.getOrDefault(file.content(), new ArrayDeque<>());
      if (equal.isEmpty()) {
        gone.add(file);
      } else {
        found.add(equal.remove());
      }
    }
    this.fresh = new ArrayList<>(now);
    fresh.removeAll(found);
  }

  /** The files of before as they are now. */
  List<SourceFile> found() {
    return found;
  }

  /** Whether all files of before are still there. */
  boolean all() {
    return gone.isEmpty();
  }

  /** Files that were not there before. */
  List<SourceFile> fresh() {
    return fresh;
  }
}
