package dev.holdout.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdout.TestSession;
import dev.holdout.error.ErrorCode;
import dev.holdout.error.HoldoutException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnpackedStreamTest {
  @TempDir private Path folder;

  @Test
  void aHeaderThatIsDamagedIsReportedAsDamage() throws IOException {
    // Bits of the flags that no version of the format has a meaning for.
    byte[] gzip = {0x1f, (byte) 0x8b, 8, (byte) 0xe0, 0, 0, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8};
    Path file = Files.write(folder.resolve("flags.csv.gz"), gzip);
    assertThatThrownBy(() -> new Profiler(TestSession.spark()).guess(file.toString()))
        .isInstanceOf(HoldoutException.class)
        .hasMessageContaining("Cannot unpack " + file + ": found a file that is cut off or damaged")
        .extracting(e -> ((HoldoutException) e).code())
        .isEqualTo(ErrorCode.DATA_CONTRACT);
  }

  @Test
  void whateverAnUnpackingThrowsIsDamage() {
    assertThatThrownBy(
            () ->
                UnpackedStream.of(
                    InputStream.nullInputStream(),
                    packed -> {
                      throw new IllegalArgumentException("offset 9 of 4");
                    }))
        .isInstanceOf(UnpackedStream.Damage.class)
        .hasMessage("offset 9 of 4");
    assertThatThrownBy(
            () ->
                UnpackedStream.of(new ByteArrayInputStream(new byte[20]), GZIPInputStream::new)
                    .read())
        .isInstanceOf(UnpackedStream.Damage.class);
  }

  @Test
  void aFailureOfTheDiskIsNoDamage() {
    IOException disk = new IOException("corrupt answer");
    InputStream stored =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw disk;
          }

          @Override
          public int read(byte[] into, int from, int count) throws IOException {
            throw disk;
          }
        };
    assertThatThrownBy(() -> UnpackedStream.of(stored, packed -> packed).read()).isSameAs(disk);
  }
}
