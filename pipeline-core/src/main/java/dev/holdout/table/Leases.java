package dev.holdout.table;

import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Leases: of several processes that ask for one name, one at a time has it.
 *
 * <p>Who asks writes a claim, a file of its own in the folder of that name, and then looks at the
 * others there. If there is none of a process that still runs, the lease is its own; else it takes
 * its claim back. Of two that claim at once each sees the other's file, so that both never have it
 * (Dekker's algorithm). That needs no more than a store which lists a file as soon as it is
 * written: local disks, HDFS, and the object stores of Amazon, Microsoft and Google do.
 *
 * <p>A claim counts for nothing when its process has ended (same machine) or has given it back but
 * could not delete its file, or after {@link #GONE_AFTER} without a sign of life by the store's
 * clock (another machine).
 */
public final class Leases {
  /** How long a process on another machine may give no sign of life. */
  static final Duration GONE_AFTER = Duration.ofMinutes(2);

  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final String SUFFIX = ".json";

  /** Tokens of the claims and leases that this process has not given back. */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private final Files files;
  private final String folder;

  /**
   * The leases below a folder.
   *
   * @param folder such as {@code workspace/runs/leases}
   */
  public Leases(Files files, String folder) {
    this.files = files;
    this.folder = folder;
  }

  /** A claim of another process: its file and what stands in it. */
  private record Claim(String path, Optional<Holder> holder) {
    boolean isHeld() {
      return holder.filter(Holder::held).isPresent();
    }
  }

  /**
   * Takes a lease.
   *
   * @param name what is worked on
   * @param work what for, to be named to others
   * @param patience how long to wait for another process; not at all when zero
   * @param waiting hears once whom this waits for
   * @throws HoldoutException with {@link ErrorCode#WORKSPACE_BUSY} when another process has it
   */
  public Lease take(String name, String work, Duration patience, Consumer<Holder> waiting) {
    Holder claim =
        new Holder(
            UUID.randomUUID().toString(), work, ProcessIdentity.current(), Instant.now(), false);
    String path = folder + "/" + name + "/" + claim.token() + SUFFIX;
    OWN.add(claim.token());
    boolean taken = false;
    try {
      Lease lease = take(name, claim, path, patience, waiting);
      taken = true;
      return lease;
    } finally {
      if (!taken) {
        OWN.remove(claim.token());
      }
    }
  }

  private Lease take(
      String name, Holder claim, String path, Duration patience, Consumer<Holder> waiting) {
    boolean announced = false;
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      files.write(path, Json.pretty(claim));
      List<Claim> others = others(name, path);
      if (others.isEmpty()) {
        files.write(path, Json.pretty(claim.holding()));
        return new Lease(files, path, claim.holding());
      }
      files.delete(path);
      Optional<Claim> held = others.stream().filter(Claim::isHeld).findFirst();
      if (held.isPresent() && claim.since().plus(patience).isBefore(Instant.now())) {
        throw busy(name, held.get());
      }
      if (!announced && held.flatMap(Claim::holder).isPresent()) {
        waiting.accept(held.get().holder().get());
        announced = true;
      }
      rest(ThreadLocalRandom.current().nextLong(pause, 2 * pause));
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS / 2);
    }
  }

  /**
   * Who has the lease.
   *
   * @param now by the clock of the store
   */
  public Optional<Holder> holder(String name, Instant now) {
    return claims(name).stream()
        .filter(Claim::isHeld)
        .filter(claim -> !isGone(claim, now))
        .flatMap(claim -> claim.holder().stream())
        .findFirst();
  }

  /** The claims of others that count; those that do not are removed. */
  private List<Claim> others(String name, String own) {
    List<Claim> others =
        new ArrayList<>(claims(name).stream().filter(claim -> !claim.path().equals(own)).toList());
    if (others.isEmpty()) {
      return others;
    }
    Instant now = files.modifiedAt(own).orElseGet(Instant::now);
    others.removeIf(
        claim -> {
          boolean gone = isGone(claim, now);
          if (gone) {
            files.delete(claim.path());
          }
          return gone;
        });
    return others;
  }

  private List<Claim> claims(String name) {
    return files.list(folder + "/" + name).stream()
        .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("."))
        .map(file -> folder + "/" + name + "/" + file)
        .map(path -> new Claim(path, read(path)))
        .toList();
  }

  private Optional<Holder> read(String path) {
    try {
      return files.read(path).map(text -> Json.read(text, Holder.class));
    } catch (HoldoutException damaged) {
      return Optional.empty();
    }
  }

  private boolean isGone(Claim claim, Instant now) {
    if (claim.holder().filter(Leases::isLeftBehind).isPresent()) {
      return true;
    }
    return claim
        .holder()
        .flatMap(holder -> holder.process().isAlive())
        .map(alive -> !alive)
        .orElseGet(
            () ->
                files
                    .modifiedAt(claim.path())
                    .map(sign -> sign.plus(GONE_AFTER).isBefore(now))
                    .orElse(true));
  }

  /** Whether this process gave a claim back whose file it could not delete. */
  private static boolean isLeftBehind(Holder holder) {
    return holder.process().equals(ProcessIdentity.current()) && !OWN.contains(holder.token());
  }

  /** This process has no more to do with a claim, whatever becomes of its file. */
  static void forget(Holder holder) {
    OWN.remove(holder.token());
  }

  private HoldoutException busy(String name, Claim claim) {
    String other = claim.holder().map(Holder::description).orElse("a lease that cannot be read");
    return new HoldoutException(
        ErrorCode.WORKSPACE_BUSY,
        "Cannot work on "
            + name
            + ": found "
            + other
            + " at work on it, expected nobody. Wait for it: --wait, or --wait=10m. (Lease: "
            + claim.path()
            + "; it ends with its process, and without a sign of life from another machine after "
            + GONE_AFTER.toMinutes()
            + " minutes.)");
  }

  private static void rest(long milliseconds) {
    try {
      TimeUnit.MILLISECONDS.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HoldoutException(ErrorCode.INTERNAL, "Interrupted while waiting for a lease.", e);
    }
  }
}
