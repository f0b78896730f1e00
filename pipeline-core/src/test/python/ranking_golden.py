"""Expected metrics of rankings; prints the JSON resource.

    /usr/bin/python3 ranking_golden.py > ../resources/dev/holdout/ranking/golden.json

NDCG is scikit-learn 1.2.1's ndcg_score. The others are averaged over all orders of the items that
agree with their scores.
"""

import itertools
import json

import numpy as np
from sklearn.metrics import ndcg_score


def orders(scores):
    groups = [
        [at for at in range(len(scores)) if scores[at] == score] for score in sorted(set(scores), reverse=True)
    ]
    for choice in itertools.product(*(itertools.permutations(group) for group in groups)):
        yield [at for group in choice for at in group]


def one_order(relevant, k):
    top = relevant[:k]
    hits = np.cumsum(top)
    total = sum(relevant)
    places = np.arange(1, len(top) + 1)
    first = next((at + 1 for at, is_relevant in enumerate(top) if is_relevant), None)
    return {
        "precision": sum(top) / k,
        "recall": sum(top) / total,
        "map": float((hits / places * top).sum()) / min(k, total),
        "mrr": 1 / first if first else 0.0,
    }


def query(labels, scores, k):
    every = [one_order([int(labels[at] >= 1) for at in order], k) for order in orders(scores)]
    values = {name: float(np.mean([one[name] for one in every])) for name in every[0]}
    values["ndcg"] = float(ndcg_score([labels], [scores], k=k))
    return values


random = np.random.default_rng(11)
queries = []
while len(queries) < 40:
    size = int(random.integers(2, 8))
    labels = random.choice([0.0, 0.0, 0.5, 1.0, 2.0, 3.0], size).tolist()
    if max(labels) >= 1:
        scores = random.choice([0.1, 0.2, 0.4, 0.8, 1.6] if len(queries) % 2 else [0.1, 0.2], size).tolist()
        weight = float(np.round(random.gamma(2, 0.5), 3))
        queries.append({"labels": labels, "scores": scores, "weight": weight})
for k in (1, 3, 5):
    for one in queries:
        one[str(k)] = query(one["labels"], one["scores"], k)
print(json.dumps(queries))
