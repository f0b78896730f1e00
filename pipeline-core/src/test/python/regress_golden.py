"""Expected metrics of predicted numbers, by scikit-learn 1.2.1; prints the JSON resource.

    /usr/bin/python3 regress_golden.py > ../resources/dev/holdout/regress/golden.json
"""

import json

import numpy as np
from sklearn import metrics


def expected(y, p, w, lower, upper, quantile):
    nonzero = y != 0
    inside = (lower <= y) & (y <= upper)
    covariance = np.cov(y, p, aweights=w)
    out = {
        "rmse": np.sqrt(metrics.mean_squared_error(y, p, sample_weight=w)),
        "mae": metrics.mean_absolute_error(y, p, sample_weight=w),
        "median_absolute_error": metrics.median_absolute_error(
            y, p, sample_weight=None if (w == 1).all() else w
        ),
        "mape": metrics.mean_absolute_percentage_error(y[nonzero], p[nonzero], sample_weight=w[nonzero]),
        "r2": metrics.r2_score(y, p, sample_weight=w),
        "bias": np.average(p - y, weights=w),
        "correlation": covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1]),
        "pinball_loss": metrics.mean_pinball_loss(y, p, sample_weight=w, alpha=quantile),
        "interval_coverage": np.average(inside, weights=w),
        "interval_width": np.average(upper - lower, weights=w),
    }
    return {name: float(value) for name, value in sorted(out.items())}


def case(name, seed, rows, weighted, digits, scale, shift, quantile):
    random = np.random.default_rng(seed)
    y = np.round(random.normal(shift, scale, rows), digits)
    p = np.round(y + random.standard_t(4, rows) * scale / 3, digits)
    y[:3] = 0 if shift == 0 else y[:3]
    half = np.round(random.uniform(0.2, 1, rows) * scale, digits)
    w = np.round(random.gamma(2, 0.5, rows) + 0.001, 3) if weighted else np.ones(rows)
    return {
        "name": name,
        "actual": y.tolist(),
        "predicted": p.tolist(),
        "weights": w.tolist(),
        "lower": (p - half).tolist(),
        "upper": (p + half).tolist(),
        "quantile": quantile,
        "metrics": expected(y, p, w, p - half, p + half, quantile),
    }


print(
    json.dumps(
        [
            case("even number of rows", 1, 120, False, 6, 1, 0, 0.5),
            case("odd number and ties", 2, 91, False, 0, 3, 0, 0.9),
            case("weights", 3, 100, True, 6, 2, 5, 0.1),
            case("weights and ties", 4, 75, True, 0, 4, 0, 0.75),
            case("far from 0", 5, 60, False, 6, 1, 1e6, 0.5),
        ]
    )
)
