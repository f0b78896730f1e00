"""Expected metrics of several classes, by scikit-learn 1.2.1; prints the JSON resource.

    /usr/bin/python3 classify_golden.py > ../resources/dev/holdout/classify/golden.json

A class without a value is left out of a mean (zero_division=nan, which this version lacks, is done
by hand). What scikit-learn has no function for is written out in NumPy below.
"""

import json

import numpy as np
from sklearn import metrics


def mean_over(per_class, defined, weights):
    weights = np.where(defined, weights, 0)
    return float((np.where(defined, per_class, 0) * weights).sum() / weights.sum())


def top_class_calibration(y, p, w):
    top = p.argmax(axis=1)
    confidence = p.max(axis=1)
    edges = np.arange(16) / 15
    cell = np.clip(np.searchsorted(edges, confidence, side="right") - 1, 0, 14)
    total = 0.0
    for at in range(15):
        inside = cell == at
        total += abs((w * confidence)[inside].sum() - (w * (top == y))[inside].sum())
    return float(total / w.sum())


def expected(y, d, p, w):
    k = p.shape[1]
    labels = list(range(k))
    one_hot = np.eye(k)[y]
    cm = metrics.confusion_matrix(y, d, labels=labels, sample_weight=w)
    support, decided = cm.sum(axis=1), cm.sum(axis=0)
    per = {
        name: f(y, d, labels=labels, average=None, sample_weight=w, zero_division=0)
        for name, f in (
            ("precision", metrics.precision_score),
            ("recall", metrics.recall_score),
            ("f1", metrics.f1_score),
        )
    }
    ones = np.ones(k)
    out = {
        "accuracy": metrics.accuracy_score(y, d, sample_weight=w),
        "balanced_accuracy": metrics.balanced_accuracy_score(y, d, sample_weight=w),
        "macro_precision": mean_over(per["precision"], decided > 0, ones),
        "macro_recall": mean_over(per["recall"], support > 0, ones),
        "macro_f1": mean_over(per["f1"], support + decided > 0, ones),
        "weighted_precision": mean_over(per["precision"], decided > 0, support),
        "weighted_recall": metrics.recall_score(y, d, average="weighted", sample_weight=w, zero_division=0),
        "weighted_f1": metrics.f1_score(y, d, average="weighted", sample_weight=w, zero_division=0),
        "adjusted_balanced_accuracy": metrics.balanced_accuracy_score(
            y, d, sample_weight=w, adjusted=True
        ),
        "linear_weighted_kappa": metrics.cohen_kappa_score(
            y, d, labels=labels, weights="linear", sample_weight=w
        ),
        "cohen_kappa": metrics.cohen_kappa_score(y, d, labels=labels, sample_weight=w),
        "quadratic_weighted_kappa": metrics.cohen_kappa_score(
            y, d, labels=labels, weights="quadratic", sample_weight=w
        ),
        "mcc": metrics.matthews_corrcoef(y, d, sample_weight=w),
        "log_loss": metrics.log_loss(y, p, labels=labels, sample_weight=w),
        "brier": float(np.average(((p - one_hot) ** 2).sum(axis=1), weights=w)),
        "ece": top_class_calibration(y, p, w),
    }
    for name in ("micro_precision", "micro_recall", "micro_f1"):
        f = getattr(metrics, name.replace("micro_", "") + "_score")
        out[name] = f(y, d, average="micro", sample_weight=w)
    for top in (2, 3):
        if top < k:
            out[f"top_{top}_accuracy"] = metrics.top_k_accuracy_score(y, p, k=top, labels=labels, sample_weight=w)
    present = [at for at in labels if support[at] > 0]
    ovr = [metrics.roc_auc_score(y == at, p[:, at], sample_weight=w) for at in present]
    out["roc_auc_ovr_macro"] = float(np.mean(ovr))
    out["roc_auc_ovr_weighted"] = float(np.average(ovr, weights=support[present]))
    pairs, prevalences = [], []
    for i in present:
        for j in present:
            if i != j:
                among = (y == i) | (y == j)
                prevalences.append(w[among].sum())
                pairs.append(metrics.roc_auc_score(y[among] == i, p[among, i], sample_weight=w[among]))
    out["roc_auc_ovo"] = float(np.mean(pairs))
    out["roc_auc_ovo_weighted"] = float(np.average(pairs, weights=prevalences))
    if len(present) == k > 2 and (w == 1).all():  # scikit-learn's own, where it answers.
        assert abs(out["roc_auc_ovo"] - metrics.roc_auc_score(y, p, multi_class="ovo")) < 1e-12
        own = metrics.roc_auc_score(y, p, multi_class="ovo", average="weighted")
        assert abs(out["roc_auc_ovo_weighted"] - own) < 1e-12
    if len(present) == k > 2:
        for average in ("macro", "weighted"):
            own = metrics.roc_auc_score(y, p, multi_class="ovr", average=average, sample_weight=w)
            assert abs(out["roc_auc_ovr_" + average] - own) < 1e-12
    classes = [
        {
            "precision": float(per["precision"][at]) if decided[at] > 0 else None,
            "recall": float(per["recall"][at]) if support[at] > 0 else None,
            "f1": float(per["f1"][at]) if support[at] + decided[at] > 0 else None,
            "roc_auc": float(metrics.roc_auc_score(y == at, p[:, at], sample_weight=w)) if support[at] > 0 else None,
        }
        for at in labels
    ]
    confusion = metrics.confusion_matrix(y, d, labels=labels).tolist()
    return {name: float(value) for name, value in sorted(out.items())}, classes, confusion


def case(name, seed, rows, k, weighted, ties, absent_label=(), absent_prediction=()):
    random = np.random.default_rng(seed)
    y = random.integers(0, k, rows)
    for at in absent_label:
        y[y == at] = (at + 1) % k
    p = random.dirichlet(np.ones(k), rows) * 0.6 + 0.4 * random.dirichlet(np.ones(k), rows)
    p[np.arange(rows), y] += 0.25 * random.random(rows)
    p /= p.sum(axis=1, keepdims=True)
    if ties:  # Multiples of 1/8, exact in binary; the last class takes the rest.
        p = np.floor(p * 8) / 8
        p[:, -1] = 1 - p[:, :-1].sum(axis=1)
    d = p.argmax(axis=1)
    for at in absent_prediction:
        d[d == at] = (at + 1) % k
    w = np.round(random.gamma(2, 0.5, rows), 3) if weighted else np.ones(rows)
    values, classes, confusion = expected(y, d, p, w)
    return {
        "name": name,
        "labels": y.tolist(),
        "predictions": d.tolist(),
        "weights": w.tolist(),
        "scores": p.tolist(),
        "metrics": values,
        "classes": classes,
        "confusion": confusion,
    }


print(
    json.dumps(
        [
            case("three classes", 1, 120, 3, False, False),
            case("ties", 2, 90, 4, False, True),
            case("weights", 3, 80, 3, True, False),
            case("weights and ties", 4, 90, 5, True, True),
            case("absent classes", 5, 80, 5, False, True, absent_label=(1,), absent_prediction=(1, 3)),
            case("weights and a class never predicted", 6, 60, 4, True, False, absent_prediction=(2,)),
            case("two classes", 7, 40, 2, True, False),
        ]
    )
)
