package dev.holdout.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UmaskTest {
  @TempDir private Path folder;

  @Test
  void filesAndFoldersThatHadoopMakesHaveWhatTheUmaskOfTheProcessLeaves() throws Exception {
    assertThat(made("077")).containsExactly("rwx------", "rw-------");
    assertThat(made("027")).containsExactly("rwxr-x---", "rw-r-----");
    assertThat(made("022")).containsExactly("rwxr-xr-x", "rw-r--r--");
  }

  @Test
  void aSettingOfTheUserOrOfTheClusterStays() {
    SparkConf user = new SparkConf(false).set("spark.hadoop.fs.permissions.umask-mode", "007");
    Umask.apply(user);
    assertThat(user.get("spark.hadoop.fs.permissions.umask-mode")).isEqualTo("007");

    Configuration cluster = new Configuration();
    assertThat(Umask.chosen(cluster)).isFalse();
    cluster.set("fs.permissions.umask-mode", "022", "core-site.xml");
    assertThat(Umask.chosen(cluster)).isTrue();
  }

  @Test
  void whereNothingCanBeMadeNothingIsKnown() {
    assertThat(Umask.of(folder.resolve("absent"))).isEmpty();
  }

  /** What another JVM with a umask makes, through Hadoop. */
  private List<String> made(String umask) throws IOException, InterruptedException {
    Path made = Files.createDirectory(folder.resolve(umask));
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask " + umask + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Maker.class.getName(),
                made.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(umask + ".log").toFile())
            .start();
    assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).as(() -> Files.exists(folder) ? log(umask) : "").isZero();
    return List.of(permissions(made.resolve("f")), permissions(made.resolve("f/data")));
  }

  private String log(String umask) {
    try {
      return Files.readString(folder.resolve(umask + ".log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Makes a folder and a file with the settings of a session. */
  static final class Maker {
    public static void main(String[] arguments) throws IOException {
      SparkConf settings = new SparkConf(false);
      Umask.apply(settings);
      Configuration hadoop = SparkHadoopUtil.get().newConfiguration(settings);
      org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(arguments[0], "f/data");
      FileSystem.get(file.toUri(), hadoop).create(file).close();
    }
  }
}
