package dev.holdout.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.error.HoldoutException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesTest {
  @TempDir Path folder;
  private final Files files = new Files(new Configuration());

  @Test
  void aWrittenFileStandsAloneWithoutACheckFileOfItsOwn() throws IOException {
    files.write(at("a.json"), "one");
    files.write(at("a.json"), "two, longer than one");
    assertThat(files.read(at("a.json"))).contains("two, longer than one");
    assertThat(names()).containsExactly("a.json");
  }

  /** What Hadoop's local file system leaves when it is killed between its two renames. */
  @Test
  void aCheckFileOfOtherContentNeitherHindersReadingNorOutlivesAWrite() throws IOException {
    Configuration hadoop = new Configuration();
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(at("a.json"));
    try (var out = file.getFileSystem(hadoop).create(file)) {
      out.writeBytes("old");
    }
    java.nio.file.Files.writeString(folder.resolve("a.json"), "new");
    assertThat(names()).containsExactly(".a.json.crc", "a.json");
    assertThat(files.read(at("a.json"))).contains("new");
    files.write(at("a.json"), "newer");
    assertThat(files.read(at("a.json"))).contains("newer");
    assertThat(names()).containsExactly("a.json");
    try (var in = file.getFileSystem(hadoop).open(file)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("newer");
    }
  }

  @Test
  void aWriteThatFailsNamesTheFileAndLeavesWhatWasThere() throws IOException {
    java.nio.file.Files.createDirectories(folder.resolve("a.json/full"));
    assertThatThrownBy(() -> files.write(at("a.json"), "text"))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("Cannot write " + at("a.json"));
    assertThat(names()).containsExactly("a.json");
    assertThat(folder.resolve("a.json/full")).exists();
  }

  @Test
  void aReservationIsThereWithItsTextAndIsMadeOnce() throws IOException {
    assertThat(files.reserve(at("v/1"), "mine")).isTrue();
    assertThat(files.reserve(at("v/1"), "yours")).isFalse();
    assertThat(files.read(at("v/1"))).contains("mine");
    try (Stream<Path> entries = java.nio.file.Files.list(folder.resolve("v"))) {
      assertThat(entries).extracting(Path::getFileName).asString().isEqualTo("[1]");
    }
  }

  @Test
  void ofManyThatReserveAtOnceOneSucceeds() throws InterruptedException {
    for (int round = 0; round < 50; round++) {
      String path = at("r" + round);
      List<Integer> made = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int writer = 0; writer < 8; writer++) {
        int number = writer;
        Thread thread =
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  if (files.reserve(path, "writer " + number)) {
                    made.add(number);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(made).hasSize(1);
      assertThat(files.read(path)).contains("writer " + made.get(0));
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = java.nio.file.Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
