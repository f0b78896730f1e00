"""Writes the expected values that BinaryMetricsGoldenTest reads.

    /usr/bin/python3 pipeline-core/src/test/python/binary_metrics.py \
        > pipeline-core/src/test/resources/dev/holdout/evaluate/binary-metrics.json

Needs scikit-learn, statsmodels and scipy (Debian: python3-sklearn, python3-statsmodels); made with
1.2.1, 0.13.5 and 1.10.1. Each case has scores, labels, weights or null, and a threshold; each value
comes from the library named beside it, or is null where that library has none or where the metric is
undefined ("undefined" tells why). Nothing here is computed by Holdout.
"""

import json
import math
import warnings

import numpy as np
from scipy.stats import ks_2samp, norm
from sklearn import metrics
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
EPSILON = 2.0**-52


def cases():
    random = np.random.default_rng(20240501)

    def rows(n, share, digits=None, weights=None):
        labels = (random.random(n) < share).astype(int)
        labels[:2] = [0, 1]
        scores = 1 / (1 + np.exp(-(random.normal(size=n) + 1.2 * labels - 0.8)))
        return scores if digits is None else np.round(scores, digits), labels, weights

    yield "random", *rows(80, 0.4), 0.45
    yield "few positives", *rows(150, 0.05), 0.2
    yield "heavy ties", *rows(120, 0.4, 1), 0.4
    yield "weights", *rows(60, 0.4, None, random.exponential(size=60) + 0.05), 0.45
    yield "weights and ties", *rows(90, 0.3, 1, random.integers(1, 9, size=90).astype(float)), 0.5
    yield "small weights", *rows(40, 0.5, 2, random.random(40) / 1000), 0.5
    yield "positives alone", np.array([0.2, 0.7, 0.4, 0.9]), np.ones(4, int), None, 0.5
    yield "negatives alone", np.array([0.2, 0.7, 0.4, 0.9]), np.zeros(4, int), None, 0.5
    yield "all decided positive", *rows(30, 0.4), 0.0
    yield "all decided negative", *rows(30, 0.4), 1.1
    scores = np.array([0.0, 1.0, 1.0, 0.0, 0.5, 1.0, 0.0, 0.5])
    yield "scores of 0 and 1", scores, np.array([1, 0, 1, 0, 1, 1, 0, 0]), None, 0.5
    yield "constant score", np.full(10, 0.3), np.array([1, 0, 0, 0, 1, 0, 0, 0, 0, 1]), None, 0.3
    yield "perfect", np.array([0.1, 0.2, 0.8, 0.9]), np.array([0, 0, 1, 1]), None, 0.5
    yield "hopeless", np.array([0.1, 0.2, 0.8, 0.9]), np.array([1, 1, 0, 0]), None, 0.5
    yield "one positive row", np.array([0.7]), np.array([1]), None, 0.5
    yield "one negative row", np.array([0.7]), np.array([0]), None, 0.5


def ratio(hits, trials):
    return float(hits / trials) if trials > 0 else None


def expected(scores, labels, weights, threshold):
    w = weights
    decided = (scores >= threshold).astype(int)
    tn, fp, fn, tp = metrics.confusion_matrix(
        labels, decided, labels=[0, 1], sample_weight=w
    ).ravel()
    both = labels.min() != labels.max()
    positive = labels.max() == 1
    of = {}
    # scikit-learn
    if both:
        auc = metrics.roc_auc_score(labels, scores, sample_weight=w)
        of["roc_auc"] = auc
        of["gini"] = 2 * auc - 1
        of["partial_auc"] = metrics.roc_auc_score(labels, scores, sample_weight=w, max_fpr=0.1)
        of["balanced_accuracy"] = metrics.balanced_accuracy_score(labels, decided, sample_weight=w)
        of["youden_j"] = metrics.balanced_accuracy_score(
            labels, decided, sample_weight=w, adjusted=True
        )
        if decided.min() != decided.max():
            of["mcc"] = metrics.matthews_corrcoef(labels, decided, sample_weight=w)
    if positive:
        of["average_precision"] = metrics.average_precision_score(labels, scores, sample_weight=w)
        of["recall"] = metrics.recall_score(labels, decided, sample_weight=w)
        of["fnr"] = 1 - of["recall"]
    if not labels.all():
        of["specificity"] = metrics.recall_score(labels, decided, sample_weight=w, pos_label=0)
        of["fpr"] = 1 - of["specificity"]
    if decided.any():
        of["precision"] = metrics.precision_score(labels, decided, sample_weight=w)
        of["fdr"] = 1 - of["precision"]
    if not decided.all():
        of["npv"] = metrics.precision_score(labels, decided, sample_weight=w, pos_label=0)
        of["for"] = 1 - of["npv"]
    if positive or decided.any():
        for name, beta in (("f1", 1), ("f2", 2), ("f05", 0.5)):
            of[name] = metrics.fbeta_score(labels, decided, beta=beta, sample_weight=w)
    kappa = metrics.cohen_kappa_score(labels, decided, labels=[0, 1], sample_weight=w)
    if not math.isnan(kappa):
        of["cohen_kappa"] = kappa
    of["accuracy"] = metrics.accuracy_score(labels, decided, sample_weight=w)
    of["expected_cost"] = metrics.zero_one_loss(labels, decided, sample_weight=w)
    of["log_loss"] = metrics.log_loss(
        labels, scores, labels=[0, 1], sample_weight=w, eps=EPSILON
    )
    of["brier"] = metrics.brier_score_loss(labels, scores, sample_weight=w, pos_label=1)
    # numpy
    of["prevalence"] = float(np.average(labels, weights=w))
    of["selection_rate"] = float(np.average(decided, weights=w))
    if w is None:
        of["tp"], of["fp"], of["fn"], of["tn"] = tp, fp, fn, tn
    # scipy, which knows no weights
    if both and w is None:
        of["ks"] = ks_2samp(scores[labels == 1], scores[labels == 0]).statistic
    # the top tenth by hand: sort by score, share out the rows of the score at the cut
    if positive:
        weight = np.ones(len(scores)) if w is None else w
        left = 0.1 * weight.sum()
        found = 0.0
        for score in sorted(set(scores), reverse=True):
            here = scores == score
            taken = min(1.0, left / weight[here].sum())
            found += taken * (weight[here] * labels[here]).sum()
            left -= weight[here].sum()
            if left <= 0:
                break
        of["gain_at_10"] = found / (weight * labels).sum()
        of["lift_at_10"] = of["gain_at_10"] / 0.1
    # the cells, and sums up to each distinct score, in numpy
    if both:
        of["adjusted_balanced_accuracy"] = of["youden_j"]
    if positive or decided.any():
        of["threat_score"] = metrics.jaccard_score(labels, decided, sample_weight=w)
    if positive and decided.any():
        of["fowlkes_mallows"] = math.sqrt(of["precision"] * of["recall"])
    if decided.any() and not decided.all():
        of["markedness"] = of["precision"] + of["npv"] - 1
    if positive and fp > 0:
        of["lr_positive"] = (tp / (tp + fn)) / (fp / (fp + tn))
    if positive and tn > 0:
        of["lr_negative"] = (fn / (tp + fn)) / (tn / (fp + tn))
    weight = np.ones(len(scores)) if w is None else w
    sums = [0.0]
    for score in sorted(set(scores)):
        sums.append((weight * (scores - labels))[scores <= score].sum() / weight.sum())
    of["ks_calibration_error"] = np.abs(sums).max()
    of["kuiper_calibration_error"] = max(sums) - min(sums)
    return {name: float(value) for name, value in of.items()}, (tp, fp, fn, tn)


def intervals(cells):
    tp, fp, fn, tn = (int(cell) for cell in cells)
    shares = {
        "accuracy": (tp + tn, tp + fp + fn + tn),
        "recall": (tp, tp + fn),
        "specificity": (tn, tn + fp),
        "precision": (tp, tp + fp),
        "npv": (tn, tn + fn),
    }
    of = {}
    for name, (hits, trials) in shares.items():
        if trials > 0:
            of[name] = {
                "hits": hits,
                "trials": trials,
                "wilson": [float(end) for end in proportion_confint(hits, trials, 0.05, "wilson")],
                # statsmodels gives NaN at the edge that is known.
                "beta": [
                    edge if math.isnan(end) else float(end)
                    for edge, end in zip((0.0, 1.0), proportion_confint(hits, trials, 0.05, "beta"))
                ],
            }
    return of


def delong(scores, labels):
    """The variance by its definition: placements of each row among the rows of the other class."""
    positives, negatives = scores[labels == 1], scores[labels == 0]
    if min(len(positives), len(negatives)) < 2:
        return None
    wins = (positives[:, None] > negatives[None, :]) + 0.5 * (
        positives[:, None] == negatives[None, :]
    )
    return float(
        wins.mean(axis=1).var(ddof=1) / len(positives)
        + wins.mean(axis=0).var(ddof=1) / len(negatives)
    )


def main():
    written = []
    for name, scores, labels, weights, threshold in cases():
        values, cells = expected(scores, labels, weights, threshold)
        written.append(
            {
                "name": name,
                "threshold": threshold,
                "scores": scores.tolist(),
                "labels": labels.tolist(),
                "weights": None if weights is None else weights.tolist(),
                "values": values,
                "intervals": {} if weights is not None else intervals(cells),
                "delong_variance": None if weights is not None else delong(scores, labels),
            }
        )
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in written)
    print("{\"cases\":[\n" + lines + "\n]}")


main()
