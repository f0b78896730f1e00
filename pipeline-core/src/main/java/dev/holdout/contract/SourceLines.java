package dev.holdout.contract;

import dev.holdout.sniff.Content;
import dev.holdout.sniff.Packing;
import dev.holdout.table.WideText;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.RecordReader;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.hadoop.util.LineReader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of files as they were listed: no path is taken for a pattern. Plain text is divided
 * into splits. A file that is packed, in an encoding of two or four bytes, or a JSON document of
 * several lines is read as a whole; its lines have their number, negated, for a key, and those of
 * an encoding that is not a superset of ASCII come in UTF-8.
 */
public final class SourceLines extends TextInputFormat {
  private static final String ENCODING = "holdout.lines.encoding";
  private static final String JSON = "holdout.lines.json";
  private static final int HEAD = 1 << 16;

  /** Sets how the files of a job are written. */
  static void configure(Configuration job, String encoding, boolean json) {
    job.set(ENCODING, encoding);
    job.setBoolean(JSON, json);
  }

  private final Map<Path, Long> bytes = new HashMap<>();

  @Override
  protected List<FileStatus> listStatus(JobContext job) throws IOException {
    List<FileStatus> files = new ArrayList<>();
    for (Path path : getInputPaths(job)) {
      FileStatus file = path.getFileSystem(job.getConfiguration()).getFileStatus(path);
      bytes.put(file.getPath(), file.getLen());
      files.add(file);
    }
    return files;
  }

  @Override
  protected boolean isSplitable(JobContext job, Path file) {
    try {
      return bytes.getOrDefault(file, Long.MAX_VALUE) > getMaxSplitSize(job)
          && form(job.getConfiguration(), file) == Form.LINES;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  @Override
  public RecordReader<LongWritable, Text> createRecordReader(
      InputSplit split, TaskAttemptContext task) {
    FileSplit of = (FileSplit) split;
    try {
      Form form = of.getStart() > 0 ? Form.LINES : form(task.getConfiguration(), of.getPath());
      return form == Form.LINES
          ? super.createRecordReader(split, task)
          : new Whole(form == Form.DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + of.getPath(), e);
    }
  }

  /** How a file is to be read. */
  private enum Form {
    /** In splits, line by line. */
    LINES,
    /** As a whole, line by line. */
    WHOLE,
    /** As a whole, by the records of a JSON text. */
    DOCUMENT
  }

  private static Form form(Configuration settings, Path file) throws IOException {
    String shown = SourceFile.shown(file.toString());
    try (InputStream stored =
        new BufferedInputStream(file.getFileSystem(settings).open(file), HEAD)) {
      boolean packed = UnpackedFiles.packing(stored) != Packing.NONE;
      // A codec that the ending of the name stands for would unpack what is not packed.
      boolean named = new CompressionCodecFactory(settings).getCodec(file) != null;
      if (settings.getBoolean(JSON, false)) {
        byte[] head = UnpackedFiles.unpacked(stored, shown).readNBytes(HEAD);
        Optional<Charset> wide = WideText.charset(head);
        Charset charset = wide.orElse(StandardCharsets.UTF_8);
        if (wide.isPresent() || Content.isJsonDocument(new String(head, charset))) {
          return Form.DOCUMENT;
        }
      }
      return packed || named || WideText.isWide(settings.get(ENCODING, "UTF-8"))
          ? Form.WHOLE
          : Form.LINES;
    } catch (IOException e) {
      if (e instanceof UnpackedStream.Damage) {
        throw UnpackedFiles.damaged(shown, e);
      }
      throw e;
    }
  }

  /** Reads a file from its first byte to its last. */
  private static final class Whole extends RecordReader<LongWritable, Text> {
    private final boolean document;
    private final LongWritable key = new LongWritable();
    private final Text value = new Text();
    private @Nullable InputStream bytes;
    private @Nullable LineReader lines;
    private @Nullable BufferedReader wideLines;
    private @Nullable JsonSlices records;
    private long line;

    Whole(boolean document) {
      this.document = document;
    }

    @Override
    public void initialize(InputSplit split, TaskAttemptContext task) throws IOException {
      Path file = ((FileSplit) split).getPath();
      Configuration settings = task.getConfiguration();
      String shown = SourceFile.shown(file.toString());
      InputStream opened = UnpackedFiles.unpacked(file.getFileSystem(settings).open(file), shown);
      bytes = opened;
      opened.mark(WideText.BYTES);
      Optional<Charset> met = WideText.charset(opened.readNBytes(WideText.BYTES));
      opened.reset();
      String encoding = settings.get(ENCODING, "UTF-8");
      if (document) {
        records =
            new JsonSlices(
                new BufferedReader(
                    new InputStreamReader(opened, met.orElse(StandardCharsets.UTF_8))),
                shown);
      } else if (WideText.isWide(encoding)) {
        wideLines =
            new BufferedReader(
                new InputStreamReader(opened, met.orElseGet(() -> Charset.forName(encoding))));
      } else {
        lines = new LineReader(opened);
      }
    }

    @Override
    public boolean nextKeyValue() throws IOException {
      if (records != null) {
        String record = records.next();
        return record != null && at(records.line(), record);
      }
      line++;
      if (wideLines != null) {
        String text = wideLines.readLine();
        return text != null && at(line, line == 1 ? unmarked(text) : text);
      }
      if (lines == null || lines.readLine(value) == 0) {
        return false;
      }
      if (line == 1 && beginsWithMark(value)) {
        value.set(value.getBytes(), 3, value.getLength() - 3);
      }
      key.set(-line);
      return true;
    }

    private boolean at(long number, String text) {
      key.set(-number);
      value.set(text);
      return true;
    }

    private static String unmarked(String text) {
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static boolean beginsWithMark(Text text) {
      byte[] at = text.getBytes();
      return text.getLength() >= 3
          && at[0] == (byte) 0xEF
          && at[1] == (byte) 0xBB
          && at[2] == (byte) 0xBF;
    }

    @Override
    public LongWritable getCurrentKey() {
      return key;
    }

    @Override
    public Text getCurrentValue() {
      return value;
    }

    @Override
    public float getProgress() {
      return 0;
    }

    @Override
    public void close() throws IOException {
      if (bytes != null) {
        bytes.close();
      }
    }
  }
}
