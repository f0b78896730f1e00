package dev.holdout.error;

/**
 * One thing that is wrong with an input.
 *
 * @param where file, line, key, table or column
 * @param found what stands there
 * @param expected what is allowed there
 * @param remedy what to do; may be empty
 */
public record Problem(String where, String found, String expected, String remedy) {
  @Override
  public String toString() {
    return where
        + ": found "
        + found
        + ", expected "
        + expected
        + (remedy.isEmpty() ? "" : ". " + remedy);
  }
}
