"""Seconds that imbalanced-learn's SMOTE takes: smote_peer.py POINTS FEATURES

POINTS holds doubles, most significant byte first: label and features of each row.
"""
import sys
import time

try:
    import numpy
    from imblearn.over_sampling import SMOTE
except ImportError as missing:
    sys.exit(f"imbalanced-learn is left out ({missing}); apt-get install python3-imblearn")

table = numpy.fromfile(sys.argv[1], dtype=">f8").astype(float).reshape(-1, int(sys.argv[2]) + 1)
labels, points = table[:, 0], numpy.ascontiguousarray(table[:, 1:])
began = time.perf_counter()
SMOTE(random_state=1).fit_resample(points, labels)
print(time.perf_counter() - began)
