"""Expected values of SkewedIntervalsTest: intervals of predicted numbers with a long tail.

Independent of the code under test: central moments from numpy, the cubic of Hall (1992) inverted by
bracketing, the variance of a correlation from the influence of each row.

    /usr/bin/python3 skewed_intervals.py
"""

import numpy as np
from scipy import optimize, stats

actual = np.array([3, 5, 4, 8, 6, 7, 9, 5, 10, 6], dtype=float)
predicted = np.array([3.5, 4.5, 4.25, 8.5, 6.25, 6, 9.5, 5.75, 12, 5])
count = len(actual)
t = stats.t.ppf(0.975, count - 1)


def above(values, reach):
    skew = stats.skew(values) / np.sqrt(count)

    def normal(at):
        return at + skew * at**2 / 3 + skew**2 * at**3 / 27 + skew / 6

    return max(reach, min(2 * reach, -optimize.brentq(lambda at: normal(at) + reach, -1e4, 1e4, xtol=1e-14)))


def mean_of_losses(losses):
    relative = stats.sem(losses) / losses.mean()
    return losses.mean() * np.exp([-t * relative, above(losses, t) * relative])


error = predicted - actual
print("reach", repr(above(error, 2.0)), repr(above(error**2, 2.0)), repr(above(-error, 2.0)))
print("mae", [repr(end) for end in mean_of_losses(abs(error))])
print("rmse", [repr(end) for end in np.sqrt(mean_of_losses(error**2))])
print("mape", [repr(end) for end in mean_of_losses(abs(error) / actual)])
print("bias", repr(error.mean() - stats.sem(error) * above(-error, t)),
      repr(error.mean() + stats.sem(error) * above(error, t)))
y, p = stats.zscore(actual), stats.zscore(predicted)
r = (y * p).mean()
influence = (y * p - r * (y**2 + p**2) / 2) / (1 - r**2)
deviation = np.sqrt((influence**2).mean() / (count - 3))
t = stats.t.ppf(0.975, count - 2)
print("correlation", repr(np.tanh(np.arctanh(r) - above(error**2, t) * deviation)),
      repr(np.tanh(np.arctanh(r) + t * deviation)))
