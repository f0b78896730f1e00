package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SameFilesTest {
  private static final SourceFile A = file("/in/a.csv", 1, "aa");
  private static final SourceFile B = file("/in/b.csv", 1, "bb");

  @Test
  void aFileThatWasTouchedMovedOrRenamedIsTheSame() {
    SourceFile touched = file("/in/a.csv", 2, "aa");
    SourceFile moved = file("/elsewhere/c.csv", 3, "bb");
    SameFiles same = new SameFiles(List.of(A, B), List.of(moved, touched));
    assertThat(same.all()).isTrue();
    assertThat(same.fresh()).isEmpty();
    assertThat(same.found()).containsExactlyInAnyOrder(touched, moved);
  }

  @Test
  void aFileWithOtherContentIsGoneAndNewWhateverItsTime() {
    SourceFile changed = file("/in/a.csv", 2, "ax");
    SameFiles same = new SameFiles(List.of(A, B), List.of(changed, B));
    assertThat(same.all()).isFalse();
    assertThat(same.fresh()).containsExactly(changed);
  }

  @Test
  void aSecondCopyIsAFileOfItsOwn() {
    SourceFile copy = file("/in/copy.csv", 1, "aa");
    SameFiles more = new SameFiles(List.of(A), List.of(A, copy));
    assertThat(more.all()).isTrue();
    assertThat(more.fresh()).containsExactly(copy);
    assertThat(new SameFiles(List.of(A, copy), List.of(A)).all()).isFalse();
  }

  @Test
  void whatThePathSaysOfTheRowsMustBeTheSame() {
    SourceFile of2020 = file("/in/year=2020/a.csv", 1, "aa");
    assertThat(new SameFiles(List.of(of2020), List.of(file("/in/year=2021/a.csv", 1, "aa"))).all())
        .isFalse();
  }

  @Test
  void recordsWithoutDigestsAreComparedByPathSizeAndTime() {
    SourceFile old = new SourceFile("/in/a.csv", "/in", 10, 1, 0);
    assertThat(new SameFiles(List.of(old), List.of(A)).all()).isTrue();
    assertThat(new SameFiles(List.of(old), List.of(file("/in/a.csv", 2, "aa"))).all()).isFalse();
  }

  private static SourceFile file(String path, long modified, String digest) {
    return new SourceFile(path, "/in", 10, modified, 0, Optional.of(digest));
  }
}
