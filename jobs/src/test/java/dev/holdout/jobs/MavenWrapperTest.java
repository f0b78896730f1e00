package dev.holdout.jobs;

import static dev.holdout.jobs.ShellScript.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.jobs.ShellScript.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper, with a small archive in place of Maven's and a curl that copies files. */
class MavenWrapperTest {
  private static final String REPOSITORY = "https://user:secret@example.org/maven";

  @TempDir private Path temporary;
  private Path root;
  private Path bin;

  @BeforeEach
  void layOut() throws IOException, InterruptedException, NoSuchAlgorithmException {
    root = Files.createDirectories(temporary.resolve("a project"));
    bin = Files.createDirectories(temporary.resolve("bin"));
    Files.copy(Path.of("..", "mvnw"), root.resolve("mvnw"));
    program(temporary.resolve("apache-maven-1.2.3/bin/mvn"), "echo \"fetched $*\"\n");
    Path archive = temporary.resolve("maven.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-czf", archive.toString(), "apache-maven-1.2.3")
            .directory(temporary.toFile())
            .start();
    assertThat(tar.waitFor()).isZero();
    pin(
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive))));
    program(bin.resolve("javac"), "");
    java("17.0.9");
    program(
        bin.resolve("curl"),
        """
        while [ "$1" != --output ]; do shift; done
        echo "$3" >>"$(dirname "$0")/downloads"
        cp '%s' "$2"
        """
            .formatted(archive));
    maven("3.6.3");
  }

  @Test
  void fetchesOnceFromTheRepositoryThatIsNamed() throws IOException {
    Outcome first = wrap(Map.of("MVNW_REPOURL", REPOSITORY), "verify");
    Outcome second = wrap(Map.of(), "verify");

    assertThat(first.out()).isEqualTo("fetched verify\n");
    assertThat(first.err()).contains("fetching Maven 1.2.3").doesNotContain("secret");
    assertThat(second.out()).isEqualTo("fetched verify\n");
    assertThat(second.err()).isEmpty();
    assertThat(bin.resolve("downloads"))
        .hasContent(
            REPOSITORY + "/org/apache/maven/apache-maven/1.2.3/apache-maven-1.2.3-bin.tar.gz");
  }

  @Test
  void takesAnInstalledMavenThatIsNewEnough() throws IOException {
    maven("3.8.0");

    Outcome outcome = wrap(Map.of(), "verify");

    assertThat(outcome.out()).isEqualTo("installed verify\n");
    assertThat(outcome.err()).contains("using the installed Maven 3.8.0").hasLineCount(1);
  }

  @Test
  void fetchesFromTheArchiveWhereTheInstalledMavenIsTooOld() throws IOException {
    assertThat(wrap(Map.of(), "verify").out()).isEqualTo("fetched verify\n");
    assertThat(bin.resolve("downloads")).hasContent("https://archive.example.org/maven.tar.gz");
  }

  @Test
  void installsNothingWhoseChecksumDiffers() throws IOException {
    pin("0".repeat(128));

    Outcome outcome = wrap(Map.of("MVNW_REPOURL", REPOSITORY), "verify");

    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.err()).contains("Cannot trust", "expected 0000").doesNotContain("secret");
    assertThat(temporary.resolve("home/wrapper/dists/apache-maven-1.2.3/0000000000000000"))
        .isEmptyDirectory();
  }

  @Test
  void saysWhichJavaIsTooOld() throws IOException {
    java("1.8.0_392");

    Outcome outcome = wrap(Map.of(), "verify");

    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.err()).contains("found Java 1.8.0_392, expected 17 or later");
    assertThat(wrap(Map.of("JAVA_HOME", "/no/such"), "verify").err())
        .contains("JAVA_HOME=/no/such", "expected a JDK 17 or later");
  }

  private Outcome wrap(Map<String, String> environment, String... arguments) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("MAVEN_USER_HOME", temporary.resolve("home").toString());
    return new ShellScript(root.resolve("mvnw"), bin).run(all, arguments);
  }

  private void pin(String sha512) throws IOException {
    Path properties = root.resolve(".mvn/wrapper/maven-wrapper.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(
        properties,
        "version=1.2.3\narchive=https://archive.example.org/maven.tar.gz\nsha512=" + sha512 + "\n");
  }

  private void java(String version) throws IOException {
    program(bin.resolve("java"), "echo 'openjdk version \"" + version + "\" 2020-01-01' >&2\n");
  }

  private void maven(String version) throws IOException {
    program(
        bin.resolve("mvn"),
        "[ \"$1\" = -v ] && echo 'Apache Maven " + version + " (x)' || echo \"installed $*\"\n");
  }
}
