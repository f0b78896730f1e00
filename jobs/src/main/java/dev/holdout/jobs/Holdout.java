package dev.holdout.jobs;

/** The command line. */
public final class Holdout {
  private Holdout() {}

  public static void main(String[] arguments) {}
}
