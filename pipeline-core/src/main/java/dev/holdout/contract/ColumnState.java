package dev.holdout.contract;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one column's texts: exact counts while few differ, and what all of them have in
 * common.
 *
 * <p>Size: so many texts of at most {@value #CHARACTERS} characters with their counts as {@link
 * #of} allows.
 */
final class ColumnState {
  private static final int CHARACTERS = 200;

  private final int most;

  private long nulls;
  private long values;
  private final long[] tokens = new long[MissingTokens.ALL.size()];
  private @Nullable Map<String, Long> counts = new HashMap<>();
  private final TextForms forms = new TextForms();

  private ColumnState(int most) {
    this.most = most;
  }

  /** The state of no texts, of which up to so many distinct ones are counted exactly. */
  static ColumnState of(int most) {
    return new ColumnState(most);
  }

  /** The value that a text stands for, without blanks around it; empty where there is none. */
  static String value(@Nullable String text) {
    return text == null ? "" : Blanks.trimmed(text);
  }

  void add(@Nullable String text) {
    String value = value(text);
    if (value.isEmpty()) {
      nulls++;
      return;
    }
    int token = MissingTokens.place(value);
    if (token >= 0) {
      tokens[token]++;
      return;
    }
    values++;
    forms.add(value);
    count(value, 1);
  }

  void merge(ColumnState other) {
    nulls += other.nulls;
    values += other.values;
    for (int token = 0; token < tokens.length; token++) {
      tokens[token] += other.tokens[token];
    }
    forms.merge(other.forms);
    if (other.counts == null) {
      counts = null;
    } else {
      other.counts.forEach(this::count);
    }
  }

  private void count(String value, long rows) {
    if (counts != null) {
      counts.merge(value, rows, Long::sum);
      if (counts.size() > most || value.length() > CHARACTERS) {
        counts = null;
      }
    }
  }

  long nulls() {
    return nulls;
  }

  /** Rows with a value that is no token for "no value". */
  long values() {
    return values;
  }

  /** Rows with this token. */
  long tokens(int token) {
    return tokens[token];
  }

  /** Rows by value; null when there are too many or too long ones. */
  @Nullable Map<String, Long> counts() {
    return counts;
  }

  TextForms forms() {
    return forms;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(nulls);
    out.writeLong(values);
    for (long token : tokens) {
      out.writeLong(token);
    }
    forms.write(out);
    out.writeInt(counts == null ? -1 : counts.size());
    if (counts != null) {
      for (Map.Entry<String, Long> entry : counts.entrySet()) {
        byte[] bytes = entry.getKey().getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
        out.writeLong(entry.getValue());
      }
    }
  }

  static ColumnState read(DataInput in, int most) throws IOException {
    ColumnState state = new ColumnState(most);
    state.nulls = in.readLong();
    state.values = in.readLong();
    for (int token = 0; token < state.tokens.length; token++) {
      state.tokens[token] = in.readLong();
    }
    state.forms.read(in);
    int size = in.readInt();
    if (size < 0) {
      state.counts = null;
    }
    for (int left = size; left > 0; left--) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      state.count(new String(bytes, StandardCharsets.UTF_8), in.readLong());
    }
    return state;
  }
}
