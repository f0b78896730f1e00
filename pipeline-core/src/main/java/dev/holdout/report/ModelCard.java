package dev.holdout.report;

final class ModelCard {
  private ModelCard() {}

  static String of(RunReport report) {
    return report.pipeline();
  }
}
