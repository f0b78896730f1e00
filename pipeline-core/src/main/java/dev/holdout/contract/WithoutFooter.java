package dev.holdout.contract;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import scala.Tuple2;

/**
 * Leaves out the last lines of each file: of the split that ends where its file ends. Holds as many
 * lines as it leaves out. It travels to the executors.
 */
final class WithoutFooter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int lines;
  private final HashMap<String, Long> ends;

  /** Leaves out so many lines of each of these files. */
  WithoutFooter(int lines, List<SourceFile> files) {
    this.lines = lines;
    this.ends = new HashMap<>();
    if (lines > 0) {
      files.forEach(file -> ends.put(file.path(), file.bytes()));
    }
  }

  Iterator<Tuple2<LongWritable, Text>> of(
      FileSplit split, Iterator<Tuple2<LongWritable, Text>> all) {
    long end = ((Map<String, Long>) ends).getOrDefault(split.getPath().toString(), Long.MAX_VALUE);
    return split.getStart() + split.getLength() >= end ? new Held(all, lines) : all;
  }

  /** Is a few lines behind those that it is given, which are copied, since Hadoop reuses them. */
  private static final class Held implements Iterator<Tuple2<LongWritable, Text>> {
    private final Iterator<Tuple2<LongWritable, Text>> all;
    private final int lines;
    private final Deque<Tuple2<LongWritable, Text>> held = new ArrayDeque<>();

    Held(Iterator<Tuple2<LongWritable, Text>> all, int lines) {
      this.all = all;
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      while (held.size() <= lines && all.hasNext()) {
        Tuple2<LongWritable, Text> next = all.next();
        held.add(new Tuple2<>(new LongWritable(next._1().get()), new Text(next._2())));
      }
      return held.size() > lines;
    }

    @Override
    public Tuple2<LongWritable, Text> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return held.remove();
    }
  }
}
