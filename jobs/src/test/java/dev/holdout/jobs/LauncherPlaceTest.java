package dev.holdout.jobs;

import static dev.holdout.jobs.ShellScript.program;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdout.jobs.ShellScript.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher called from anywhere, by anyone, in any locale. */
class LauncherPlaceTest {
  @TempDir private Path temporary;
  private FakeCheckout checkout;

  @BeforeEach
  void layOut() throws IOException {
    checkout = new FakeCheckout(temporary);
  }

  @Test
  void startsThroughAChainOfSymbolicLinks() throws IOException {
    Path links = Files.createDirectories(temporary.resolve("my links -> here"));
    Path inner = Files.createDirectories(links.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("third"), checkout.root().resolve("holdout"));
    Files.createSymbolicLink(links.resolve("second"), Path.of("inner", "third"));
    Path first = Files.createSymbolicLink(links.resolve("first"), Path.of("second"));

    Outcome outcome = checkout.launch(first, Map.of(), "check");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("|" + checkout.root() + "/jobs/target/holdout-0.1.0.jar:");
    assertThat(links).isDirectoryNotContaining("glob:**jobs");
    assertThat(inner).isDirectoryNotContaining("glob:**jobs");
  }

  @Test
  void isFoundOnThePath() throws IOException {
    Files.createSymbolicLink(checkout.bin().resolve("holdout"), checkout.root().resolve("holdout"));
    Path caller = checkout.bin().resolve("caller");
    program(caller, "cd / && exec holdout check\n");

    assertThat(checkout.launch(caller, Map.of()).out())
        .contains("|" + checkout.root() + "/jobs/target/holdout-0.1.0.jar:");
  }

  @Test
  void leavesNothingWhereItWasCopiedTo() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("copied"));
    Path copy = Files.copy(checkout.root().resolve("holdout"), folder.resolve("holdout"));

    Outcome outcome = checkout.launch(copy, Map.of(), "check");

    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.err()).contains("found no pom.xml in " + folder, "ln -s");
    assertThat(folder).isDirectoryContaining(copy::equals).isDirectoryNotContaining("glob:**jobs");
  }

  @Test
  void refusesAPlaceThatNoClassPathCanName() throws IOException {
    Path place = temporary.resolve("a:b");
    Files.move(checkout.root(), place);

    Outcome outcome = checkout.launch(place.resolve("holdout"), Map.of(), "check");

    assertThat(outcome.exitCode()).isEqualTo(64);
    assertThat(outcome.err()).contains("found a colon in the path");
  }

  @Test
  void readsFileNamesThatAreNotAsciiInEveryLocale() throws IOException {
    echoing("$(locale charmap)");

    for (String locale : new String[] {"C", "POSIX", "xx_YY.UTF-8"}) {
      assertThat(checkout.launched(Map.of("LC_ALL", locale), "check")).isEqualTo("UTF-8");
    }
  }

  @Test
  void keepsALocaleThatKnowsFileNames() throws IOException {
    echoing("$LC_ALL");

    assertThat(checkout.launched(Map.of("LC_ALL", "C.UTF-8"), "check")).isEqualTo("C.UTF-8");
  }

  @Test
  void givesAUserWithoutANameItsHome() throws IOException {
    assertThat(checkout.launched(Map.of(), "check")).doesNotContain("-Duser.home");

    program(checkout.bin().resolve("id"), "exit 1\n");
    assertThat(checkout.launched(Map.of("HOME", "/some home"), "check"))
        .contains("|-Duser.home=/some home|");
  }

  private void echoing(String text) throws IOException {
    program(
        checkout.bin().resolve("java"),
        """
        [ "$1" != -version ] || { echo 'openjdk version "17.0.9"' >&2; exit; }
        printf %s "TEXT"
        """
            .replace("TEXT", text));
  }
}
