package dev.holdout.table;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, so that another one can say whether it still runs.
 *
 * @param host the machine's name, for people
 * @param machine what process ids can be compared within: host, boot, process namespace and user
 * @param user who started it
 * @param pid its id, which is given again after it ended
 * @param startedAt when it started, which tells it from a later process of the same id
 */
public record ProcessIdentity(
    String host, String machine, String user, long pid, Optional<Instant> startedAt) {
  /** Start times are derived from the time of boot, which the kernel corrects by a second or so. */
  private static final Duration SAME_START = Duration.ofSeconds(5);

  private static final ProcessIdentity CURRENT = ofThisProcess();

  /** This process. */
  public static ProcessIdentity current() {
    return CURRENT;
  }

  /** Whether the process still runs; empty where this process cannot know. */
  Optional<Boolean> isAlive() {
    if (!machine.equals(CURRENT.machine)) {
      return Optional.empty();
    }
    Optional<ProcessHandle> found = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return Optional.of(found.map(ProcessHandle::info).filter(this::startedLike).isPresent());
  }

  private boolean startedLike(ProcessHandle.Info found) {
    if (startedAt.isEmpty() || found.startInstant().isEmpty()) {
      return true;
    }
    return Duration.between(startedAt.get(), found.startInstant().get()).abs().compareTo(SAME_START)
        <= 0;
  }

  private static ProcessIdentity ofThisProcess() {
    String host = hostName();
    String user = System.getProperty("user.name", "");
    return new ProcessIdentity(
        host,
        String.join(
            " ",
            host,
            line(Path.of("/proc/sys/kernel/random/boot_id")),
            link(Path.of("/proc/self/ns/pid")),
            user),
        user,
        ProcessHandle.current().pid(),
        ProcessHandle.current().info().startInstant());
  }

  private static String hostName() {
    String host = line(Path.of("/proc/sys/kernel/hostname"));
    if (!host.isEmpty()) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String line(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String link(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
