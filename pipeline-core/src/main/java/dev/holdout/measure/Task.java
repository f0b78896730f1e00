package dev.holdout.measure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is predicted. */
public enum Task {
  /** One of two classes. */
  BINARY,
  /** One of three or more classes. */
  MULTICLASS,
  /** A number. */
  REGRESSION;

  /** The name in files and on the command line. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
