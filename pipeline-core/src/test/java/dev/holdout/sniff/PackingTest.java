package dev.holdout.sniff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class PackingTest {
  @Test
  void isKnownByTheFirstBytes() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write("id,y\n".getBytes(UTF_8));
    }
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a.csv"));
    }
    assertThat(Packing.of(gzip.toByteArray())).isEqualTo(Packing.GZIP);
    assertThat(Packing.of(zip.toByteArray())).isEqualTo(Packing.ZIP);
    assertThat(Packing.of(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd}))
        .isEqualTo(Packing.ZSTD);
    assertThat(Packing.of(new byte[] {'B', 'Z', 'h', '9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59}))
        .isEqualTo(Packing.BZIP2);
  }

  @Test
  void textIsNotPacked() {
    assertThat(Packing.of("BZh,id\n1,2".getBytes(UTF_8))).isEqualTo(Packing.NONE);
    assertThat(Packing.of("PK,id".getBytes(UTF_8))).isEqualTo(Packing.NONE);
    assertThat(Packing.of(new byte[0])).isEqualTo(Packing.NONE);
  }
}
