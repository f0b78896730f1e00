"""Expected values of PairedFiguresTest: two models on the same rows.

Independent of the code under test: structural components of DeLong et al. (1988) pair by pair with
numpy, McNemar's test from statsmodels, the paired t-test from scipy with the transformation of Hall
(1992), its cubic inverted by bracketing.

    /usr/bin/python3 paired_models.py
"""

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import mcnemar


def rows(count):
    """Scores with ties and labels, from a linear congruential generator that Java repeats."""
    state, made = 7, []

    def draw(sides):
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**31
        return state // 65536 % sides

    for _ in range(count):
        label = 1 if draw(10) < 4 else 0
        common = draw(12) + 4 * label
        first = (common + draw(9)) / 25
        second = (common + draw(5) + label) / 25
        made.append((first, second, label))
    return np.array(made)


def components(scores, labels):
    positive, negative = scores[labels == 1], scores[labels == 0]
    kernel = (np.sign(positive[:, None] - negative[None, :]) + 1) / 2
    return kernel.mean(), kernel.mean(axis=1), kernel.mean(axis=0)


def log_loss(scores, labels):
    eps = np.finfo(float).eps
    clipped = np.clip(scores, eps, 1 - eps)
    return np.where(labels == 1, -np.log(clipped), -np.log1p(-clipped))


def interval(difference, z):
    """Student's, and as far out as the mean without its skewness asks for."""
    count = len(difference)
    reach = stats.t.isf(stats.norm.sf(z), count - 1)
    skew = stats.skew(difference) / np.sqrt(count)

    def normal(t):
        return t + skew * t**2 / 3 + skew**2 * t**3 / 27 + skew / 6

    low = optimize.brentq(lambda t: normal(t) - reach, -1e4, 1e4, xtol=1e-14)
    high = -optimize.brentq(lambda t: normal(t) + reach, -1e4, 1e4, xtol=1e-14)
    error = stats.sem(difference)
    return difference.mean() - error * max(reach, low), difference.mean() + error * max(reach, high)


def p_value(difference):
    nearer = 1 if difference.mean() < 0 else 0
    return 2 * stats.norm.sf(optimize.brentq(lambda z: interval(difference, z)[nearer], 1e-9, 37, xtol=1e-13))


def paired(count):
    data = rows(count)
    first, second, labels = data.T
    auc1, v10, v01 = components(first, labels)
    auc2, w10, w01 = components(second, labels)
    positives, negatives = labels.sum(), (1 - labels).sum()
    s10, s01 = np.cov(v10, w10), np.cov(v01, w01)
    covariance = s10 / positives + s01 / negatives
    contrast = np.array([-1, 1])
    variance = contrast @ covariance @ contrast
    z = (auc2 - auc1) / np.sqrt(variance)
    print(f"{count} rows, {int(positives)} positives")
    print("  auc", repr(auc1), repr(auc2))
    print("  variance", repr(variance), "p", repr(2 * stats.t.sf(abs(z), min(positives, negatives) - 1)))
    right1 = (first >= 0.5) == (labels == 1)
    right2 = (second >= 0.5) == (labels == 1)
    for name, part in [("all", labels >= 0), ("positives", labels == 1), ("negatives", labels == 0)]:
        one, two = (right1 & ~right2 & part).sum(), (~right1 & right2 & part).sum()
        both, none = (right1 & right2 & part).sum(), (~right1 & ~right2 & part).sum()
        test = mcnemar([[both, one], [two, none]], exact=True)
        print(f"  mcnemar {name}: {one} {two} p {test.pvalue!r}")
    for name, loss1, loss2 in [
        ("log_loss", log_loss(first, labels), log_loss(second, labels)),
        ("brier", (first - labels) ** 2, (second - labels) ** 2),
    ]:
        difference = loss2 - loss1
        low, high = interval(difference, stats.norm.ppf(0.975))
        print(f"  {name} {difference.mean()!r} {low!r} {high!r} p {p_value(difference)!r}")


paired(60)
paired(20000)
print("mcnemar 60000 61000", repr(mcnemar([[0, 60000], [61000, 0]], exact=False, correction=False).pvalue))
print("mcnemar 8 2", repr(mcnemar([[0, 8], [2, 0]], exact=True).pvalue))
# Bonett and Price (2012), differences of paired shares: 10 alone, 4 alone, of 50
first, second = 5 / 52, 11 / 52
centre = second - first
error = np.sqrt((first + second - centre**2) / 52)
z = stats.norm.ppf(0.975)
print("bonett-price", repr(centre - z * error), repr(centre + z * error))
