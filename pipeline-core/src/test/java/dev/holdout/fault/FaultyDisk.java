package dev.holdout.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A folder behind the scheme {@code faulty}, whose operations are counted and fail on request. It
 * has Hadoop's layer of check files like the local file system.
 */
public final class FaultyDisk implements AutoCloseable {
  static final String SCHEME = "faulty";

  private static final Map<String, FaultyDisk> DISKS = new ConcurrentHashMap<>();

  private final String root;
  private final List<Operation> operations = Collections.synchronizedList(new ArrayList<>());
  private Predicate<Operation> when = operation -> false;
  private Fault fault = Fault.KILLED;
  private @Nullable Operation struck;

  private FaultyDisk(String root) {
    this.root = root;
  }

  /** Makes a folder faulty, and the scheme known. */
  public static FaultyDisk at(Path folder, Configuration hadoop) {
    hadoop.set("fs." + SCHEME + ".impl", FaultyFileSystem.class.getName());
    hadoop.set("fs.AbstractFileSystem." + SCHEME + ".impl", FaultyContext.class.getName());
    FaultyDisk disk = new FaultyDisk(folder.toAbsolutePath().toString());
    DISKS.put(disk.root, disk);
    return disk;
  }

  /** The folder as a path for Hadoop. */
  public String uri() {
    return SCHEME + ":" + root;
  }

  /** Fails from the first operation on that meets a condition, until {@link #lift}. */
  public synchronized void failAt(Fault kind, Predicate<Operation> condition) {
    lift();
    fault = kind;
    when = condition;
  }

  /** Works again; operations are counted anew. */
  public synchronized void lift() {
    when = operation -> false;
    struck = null;
    operations.clear();
  }

  /** The operation that failed first, if one did. */
  public synchronized Optional<Operation> struck() {
    return Optional.ofNullable(struck);
  }

  /** What was done since the last {@link #lift}, the failed ones included. */
  public List<Operation> operations() {
    synchronized (operations) {
      return List.copyOf(operations);
    }
  }

  @Override
  public void close() {
    DISKS.remove(root);
  }

  /** Lets an operation of some path through, or fails; one that goes on is not counted again. */
  static void admit(Operation.Kind kind, String path, boolean begins) throws IOException {
    for (FaultyDisk disk : DISKS.values()) {
      if (path.startsWith(disk.root + "/")) {
        disk.admit(Operation.of(kind, path.substring(disk.root.length() + 1)), begins);
      }
    }
  }

  private synchronized void admit(Operation operation, boolean begins) throws IOException {
    if (begins) {
      operations.add(operation);
      if (struck == null && when.test(operation)) {
        struck = operation;
      }
    }
    if (struck == null) {
      return;
    }
    switch (fault) {
      case KILLED -> throw new IOException("killed before " + struck);
      case FULL -> {
        if (operation.kind().needsRoom()) {
          throw new IOException("No space left on device");
        }
      }
    }
  }
}
