package dev.holdout.jobs;

import dev.holdout.table.Files;
import dev.holdout.table.Lease;
import dev.holdout.table.Leases;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.apache.logging.log4j.LogManager;

/** A process at work in a stage, with a lease, that only a signal ends. */
final class StoppedProcess {
  private StoppedProcess() {}

  /** The argument is the folder of the leases. */
  public static void main(String[] arguments) throws InterruptedException {
    IOException reason = new IOException("of a task");
    LogManager.getLogger("org.apache.spark.executor.Executor").error("Exception in task", reason);
    LogManager.getLogger("some.Other").error("Lost it: of a task\n\tat some.Other.line", reason);

    Interruption interruption = new Interruption();
    Progress progress = new Progress(System.err, false);
    interruption.shows(progress);
    interruption.watch();
    Leases leases = new Leases(new Files(new Configuration()), arguments[0]);
    try (Lease lease = leases.take("loans", "run", Duration.ZERO, unused -> {})) {
      lease.check();
      progress.started("search");
      System.err.println("(at work)");
      new CountDownLatch(1).await();
    }
  }
}
