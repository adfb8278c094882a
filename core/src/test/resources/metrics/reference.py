"""Prints the figures that the metrics tests expect, computed without this program.

Needs numpy and scipy; run: python3 core/src/test/resources/metrics/reference.py
(made with numpy 2.4.6 and scipy 1.17.1). Streams.java makes the same inputs.
"""

import numpy as np
from scipy import stats


def stream(n, state):
    out = []
    for _ in range(n):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(state >> 8)
    return out


# 200 samples of 4 classes; about six in ten labels agree with the most probable class.
N, C = 200, 4
r = stream(N * (C + 1), 42)
w = np.array([[1 + r[i * (C + 1) + c] % 1000 for c in range(C)] for i in range(N)])
p = w.astype(np.float32) / w.sum(1, keepdims=True).astype(np.float32)
u = np.array([r[i * (C + 1) + C] % 10 for i in range(N)])
pred = p.argmax(1)
y = np.where(u < 6, pred, u % 3)

cm = np.array([[((y == t) & (pred == q)).sum() for q in range(C)] for t in range(C)])
rec = np.diag(cm) / cm.sum(1)
prec = np.diag(cm) / cm.sum(0)
acc = np.trace(cm) / cm.sum()
print("confusion", cm.tolist())
print("accuracy", acc, "balanced", rec.mean(), "macro F1", (2 * prec * rec / (prec + rec)).mean())
print("recall", rec.tolist(), "precision", prec.tolist())

conf = p.max(1).astype(np.float64)
ece = 0
for b in range(15):
    m = (conf > b / 15) & (conf <= (b + 1) / 15)
    if m.any():
        ece += m.mean() * abs((pred == y)[m].mean() - conf[m].mean())
        print("bin", b, m.sum(), conf[m].mean(), (pred == y)[m].mean())
print("ece", ece)

# The resampled number of hits is binomial, so its exact quantiles bound the bootstrap's.
print("interval", stats.binom.ppf([0.025, 0.975], N, acc) / N)

# Detection: 300 scores of 20 values, 78 wrong.
s = np.array([x % 20 for x in stream(300, 7)], float)
z = np.array([x % 10 for x in stream(300, 99)])
wrong = (z + s / 5) > 9
P, Q = wrong.sum(), (~wrong).sum()
print("wrong", P, "AUROC", stats.mannwhitneyu(s[wrong], s[~wrong]).statistic / (P * Q))
ap = before = 0
for t in np.unique(s)[::-1]:
    recall = (wrong & (s >= t)).sum() / P
    ap += (recall - before) * wrong[s >= t].mean()
    before = recall
print("AP", ap)
for k in (1, 25, P, 150, 300):
    # Each sample's chance to be among the top k when equal scores are in random order.
    chance = np.array([np.clip((k - (s > v).sum()) / (s == v).sum(), 0, 1) for v in s])
    print("k", k, "precision", (chance * wrong).sum() / k, "recall", (chance * wrong).sum() / P)
