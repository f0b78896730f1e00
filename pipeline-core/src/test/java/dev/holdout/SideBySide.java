package dev.holdout;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Two things that do not depend on one another, worked out at the same time: most of a test's time
 * goes into planning queries, which keeps one core busy.
 *
 * @param <T> what each of them is
 */
public record SideBySide<T>(T first, T second) {
  /** Works both out. */
  public static <T> SideBySide<T> of(Supplier<T> first, Supplier<T> second) {
    CompletableFuture<T> other = CompletableFuture.supplyAsync(second);
    return new SideBySide<>(first.get(), other.join());
  }
}
