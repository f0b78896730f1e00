package dev.holdout.evaluate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Thresholdout: answers what a figure is on the rows held out so that they can be asked many times,
 * by someone who adapts to the answers.
 *
 * <p>Each question brings a stand-in, its figure on other rows. While the two are close, the answer
 * is the stand-in, and nothing is told of the rows held out but that. Where they differ by more
 * than a noisy threshold, the answer is the figure held out plus noise, and one of the budget is
 * spent. Once the budget is spent there are no new answers.
 *
 * <p>Source: Dwork, Feldman, Hardt, Pitassi, Reingold & Roth 2015, "The reusable holdout" (Science
 * 349) and the algorithm in "Generalization in adaptive data analysis and holdout reuse" (NIPS).
 * With threshold T and noise rate σ: T̂ = T + Lap(2σ), drawn anew after each exceedance; a question
 * exceeds when |held out − stand-in| &gt; T̂ + Lap(4σ); its answer is then the figure held out +
 * Lap(σ).
 *
 * <p>What holds, exactly: a figure whose value moves by at most c/n when one of the n rows held out
 * is replaced by another of the same label is asked as figure/c and its answer multiplied by c, so
 * that threshold and noise stretch by c. Then all answers together are ε-differentially private in
 * the rows held out with ε = 2B/(σn) for a budget of B ({@link #epsilon}): each exceedance spends
 * 1/(σn) on the comparisons up to it and 1/(σn) on its answer. The theorem that answers stay within
 * a stated distance of the truth whatever is asked follows from a small ε and wants many more rows
 * than most have; with fewer, the mechanism is known to hold up in experiments, not proved to. A
 * figure without such a c, such as log loss, cannot be asked.
 *
 * <p>Where it departs from the paper: noise is a function of a secret and the question (HMAC-SHA256
 * through the inverse distribution), so that the same question gets the same answer and asking
 * again averages nothing away; answers are cut to [0, 1], where all figures lie.
 */
public final class ReusableHoldout {
  private final Spec spec;
  private final byte[] secret;
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private int spent;

  /**
   * A hold-out that has given answers before.
   *
   * @param secret whoever knows it can take the noise off
   * @param earlier the answers so far
   */
  public ReusableHoldout(Spec spec, String secret, Collection<Answer> earlier) {
    this.spec = spec;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    for (Answer answer : earlier) {
      answers.put(answer.question(), answer);
      spent += answer.heldOut() ? 1 : 0;
    }
  }

  /**
   * How much may be told.
   *
   * @param threshold T: smaller differences from the stand-in are not told
   * @param noise σ: the rate of all noise
   * @param budget B: how many answers may come from the rows held out
   */
  public record Spec(double threshold, double noise, int budget) {
    public Spec {
      if (!(threshold > 0 && threshold < 1) || !(noise > 0 && noise < 1) || budget < 1) {
        throw new IllegalArgumentException(
            "threshold " + threshold + ", noise " + noise + ", budget " + budget);
      }
    }
  }

  /**
   * An answer.
   *
   * @param question what was asked
   * @param value the stand-in, or the noisy figure of the rows held out
   * @param heldOut whether it is the latter
   */
  public record Answer(String question, double value, boolean heldOut) {}

  /**
   * Asks for a figure between 0 and 1.
   *
   * @param question tells questions apart; must not depend on the rows held out
   * @param standIn the figure on other rows
   * @param heldOut the figure on the rows held out
   * @param stretch c: n times the most that one row can move the figure
   * @return empty when the budget is spent and the question is new
   */
  public Optional<Answer> ask(String question, double standIn, double heldOut, double stretch) {
    if (!(stretch > 0 && Double.isFinite(standIn) && Double.isFinite(heldOut))) {
      throw new IllegalArgumentException(standIn + " and " + heldOut + ", stretch " + stretch);
    }
    Answer before = answers.get(question);
    if (before != null) {
      return Optional.of(before);
    }
    if (isSpent()) {
      return Optional.empty();
    }
    double threshold = spec.threshold() + laplace(2 * spec.noise(), "threshold", "" + spent);
    double slack = laplace(4 * spec.noise(), "comparison", question);
    boolean exceeds = Math.abs(heldOut - standIn) / stretch > threshold + slack;
    double told = exceeds ? heldOut + stretch * laplace(spec.noise(), "answer", question) : standIn;
    Answer answer = new Answer(question, Math.max(0, Math.min(1, told)), exceeds);
    answers.put(question, answer);
    spent += exceeds ? 1 : 0;
    return Optional.of(answer);
  }

  /** All answers, oldest first. */
  public List<Answer> answers() {
    return List.copyOf(answers.values());
  }

  /** Whether no new question will be answered. */
  public boolean isSpent() {
    return spent >= spec.budget();
  }

  /** How many answers came from the rows held out. */
  public int spent() {
    return spent;
  }

  /** ε of the differential privacy of all answers together, for so many rows held out. */
  public static double epsilon(Spec spec, long rows) {
    return 2 * spec.budget() / (spec.noise() * rows);
  }

  private double laplace(double rate, String purpose, String of) {
    // Uniform on (−½, ½), both ends left out.
    double uniform = ((bits(purpose + "/" + of) >>> 11) + 0.5) / (1L << 53) - 0.5;
    return -rate * Math.signum(uniform) * Math.log1p(-2 * Math.abs(uniform));
  }

  private long bits(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      long bits = 0;
      for (int at = 0; at < Long.BYTES; at++) {
        bits = bits << 8 | (hash[at] & 0xff);
      }
      return bits;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
