"""Seconds that one bootstrap draw of every metric of every segment takes pandas and scikit-learn:
evaluate_peer.py PREDICTIONS DRAWS

PREDICTIONS is a CSV file with the columns label, score and s0, s1, ..., which divide the rows into
segments. Reading it is not counted, nor are the figures without resampling.
"""
import sys
import time

try:
    import numpy
    import pandas
    from sklearn import metrics
except ImportError as missing:
    sys.exit(f"scikit-learn is left out ({missing}); apt-get install python3-sklearn python3-pandas")

OF_SCORES = [
    metrics.roc_auc_score,
    metrics.average_precision_score,
    metrics.log_loss,
    metrics.brier_score_loss,
]
OF_DECISIONS = [
    metrics.accuracy_score,
    metrics.balanced_accuracy_score,
    metrics.precision_score,
    metrics.recall_score,
    lambda labels, decisions: metrics.recall_score(labels, decisions, pos_label=0),
    lambda labels, decisions: metrics.precision_score(labels, decisions, pos_label=0),
    metrics.f1_score,
    metrics.matthews_corrcoef,
    metrics.cohen_kappa_score,
    lambda labels, decisions: metrics.fbeta_score(labels, decisions, beta=2),
    lambda labels, decisions: metrics.fbeta_score(labels, decisions, beta=0.5),
]


def draw(labels, scores, decisions, random):
    at = random.integers(0, len(labels), len(labels))
    labels, scores, decisions = labels[at], scores[at], decisions[at]
    return [metric(labels, scores) for metric in OF_SCORES] + [
        metric(labels, decisions) for metric in OF_DECISIONS
    ]


table = pandas.read_csv(sys.argv[1])
draws = int(sys.argv[2])
random = numpy.random.default_rng(1)
began = time.perf_counter()
segments = 0
for column in [name for name in table.columns if name not in ("label", "score")]:
    for _, rows in table.groupby(column):
        labels, scores = rows["label"].to_numpy(), rows["score"].to_numpy()
        decisions = (scores >= 0.5).astype(int)
        found = [draw(labels, scores, decisions, random) for _ in range(draws)]
        numpy.quantile(found, [0.025, 0.975], axis=0)
        segments += 1
print((time.perf_counter() - began) / draws, segments, len(OF_SCORES) + len(OF_DECISIONS))
