package dev.holdout.jobs.bench;

import java.util.SplittableRandom;

/** How errors of predicted numbers are distributed. */
enum Errors {
  NORMAL("normal errors") {
    @Override
    double draw(SplittableRandom random) {
      return random.nextGaussian();
    }
  },
  HEAVY("t with 5 degrees") {
    @Override
    double draw(SplittableRandom random) {
      double squares = 0;
      for (int degree = 0; degree < 5; degree++) {
        double normal = random.nextGaussian();
        squares += normal * normal;
      }
      return random.nextGaussian() / Math.sqrt(squares / 5);
    }
  },
  SKEWED("lognormal errors") {
    @Override
    double draw(SplittableRandom random) {
      return Math.exp(random.nextGaussian()) - Math.exp(0.5);
    }
  };

  private final String words;

  Errors(String words) {
    this.words = words;
  }

  /** In what a table is told. */
  String words() {
    return words;
  }

  abstract double draw(SplittableRandom random);
}
