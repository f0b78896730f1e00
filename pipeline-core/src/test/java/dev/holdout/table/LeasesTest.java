package dev.holdout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.HoldoutException;
import dev.holdout.lineage.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeasesTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;

  @Test
  void aSecondProcessLearnsWhoWorksSinceWhen() {
    try (Lease first = take("loans", "retrain", Duration.ZERO)) {
      first.check();
      assertThatThrownBy(() -> take("loans", "run", Duration.ZERO))
          .isInstanceOf(HoldoutException.class)
          .hasMessageStartingWith("[WORKSPACE_BUSY] Cannot work on loans: found 'retrain' since 2")
          .hasMessageContaining("process " + ProcessHandle.current().pid() + " of ")
          .hasMessageContaining("--wait");
      take("adult", "run", Duration.ZERO).close();
    }
    take("loans", "run", Duration.ZERO).close();
    assertThat(leases().holder("loans", Instant.now())).isEmpty();
  }

  @Test
  void whoWaitsWorksOnceTheOtherHasEnded() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    ExecutorService other = Executors.newSingleThreadExecutor();
    Lease first = take("loans", "retrain", Duration.ZERO);
    try {
      Future<String> second =
          other.submit(
              () -> {
                List<String> seen = new ArrayList<>();
                leases()
                    .take(
                        "loans",
                        "run",
                        LONG,
                        holder -> {
                          seen.add(holder.work());
                          waits.countDown();
                        })
                    .close();
                return String.join(",", seen);
              });
      waits.await();
      first.close();
      assertThat(second.get()).isEqualTo("retrain");
    } finally {
      first.close();
      other.shutdown();
    }
  }

  @Test
  void ofManyThatClaimAtOnceOneAtATimeHasIt() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CountDownLatch start = new CountDownLatch(threads);
    AtomicInteger inside = new AtomicInteger();
    try {
      List<Future<Integer>> most = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        most.add(
            pool.submit(
                () -> {
                  start.countDown();
                  start.await();
                  try (Lease lease = take("loans", "run", LONG)) {
                    int now = inside.incrementAndGet();
                    lease.check();
                    inside.decrementAndGet();
                    return now;
                  }
                }));
      }
      for (Future<Integer> one : most) {
        assertThat(one.get()).isEqualTo(1);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aLeaseEndsWithItsProcess() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    ProcessIdentity self = ProcessIdentity.current();
    claim(new ProcessIdentity(self.host(), self.machine(), "ada", ended.pid(), Optional.empty()));
    take("loans", "run", Duration.ZERO).close();

    // The same id, given to a later process.
    claim(
        new ProcessIdentity(
            self.host(),
            self.machine(),
            "ada",
            self.pid(),
            Optional.of(Instant.parse("2020-01-01T00:00:00Z"))));
    take("loans", "run", Duration.ZERO).close();

    Process running = new ProcessBuilder("sleep", "600").start();
    try {
      claim(
          new ProcessIdentity(
              self.host(), self.machine(), "ada", running.pid(), running.info().startInstant()));
      assertThatThrownBy(() -> take("loans", "run", Duration.ZERO))
          .hasMessageStartingWith("[WORKSPACE_BUSY]");
    } finally {
      running.destroy();
    }
  }

  @Test
  void aLeaseThatCouldNotBeDeletedDoesNotBlockItsOwnProcess() throws IOException {
    claim(ProcessIdentity.current());
    take("loans", "run", Duration.ZERO).close();
  }

  @Test
  void onAnotherMachineALeaseEndsWithoutASignOfLife() throws IOException {
    ProcessIdentity far =
        new ProcessIdentity("far", "far away", "ada", 1, Optional.of(Instant.now()));
    Path claimed = claim(far);
    assertThatThrownBy(() -> take("loans", "run", Duration.ZERO))
        .hasMessageStartingWith("[WORKSPACE_BUSY]")
        .hasMessageContaining("process 1 of ada on far");

    java.nio.file.Files.setLastModifiedTime(
        claimed, FileTime.from(Instant.now().minus(Leases.GONE_AFTER.plusSeconds(5))));
    take("loans", "run", Duration.ZERO).close();
    assertThat(claimed).doesNotExist();
  }

  @Test
  void whoLostItsLeaseDoesNotGoOn() {
    try (Lease lease = take("loans", "run", Duration.ZERO)) {
      new Files(new Configuration()).delete(lease.path());
      assertThatThrownBy(lease::check)
          .hasMessageStartingWith("[WORKSPACE_BUSY] Cannot go on with 'run' since ")
          .hasMessageContaining("was taken over");
    }
  }

  private Path claim(ProcessIdentity process) throws IOException {
    Path file = folder.resolve("loans/other.json");
    java.nio.file.Files.createDirectories(folder.resolve("loans"));
    return java.nio.file.Files.writeString(
        file, Json.pretty(new Holder("other", "retrain", process, Instant.now(), true)));
  }

  private Leases leases() {
    return new Leases(new Files(new Configuration()), folder.toString());
  }

  private Lease take(String name, String work, Duration patience) {
    return leases().take(name, work, patience, unused -> {});
  }
}
