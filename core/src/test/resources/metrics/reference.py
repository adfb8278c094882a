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

# Intervals of an evaluation, 100,000 draws: percentiles; of the calibration error the basic
# bootstrap's. Units are samples, or people: 30 whose pictures are all right, 10 of the others.
rng = np.random.default_rng(1)
right = pred == y
onehot = np.zeros((N, C * C + 30))
onehot[np.arange(N), y * C + pred] = 1
bins = np.clip(np.ceil(conf * 15).astype(int) - 1, 0, 14)
onehot[np.arange(N), C * C + bins] = right - conf  # ECE needs hits minus confidences by bin


def figures(totals):
    m = totals[:, : C * C].reshape(-1, C, C)
    n = m.sum((1, 2))
    hits = np.diagonal(m, axis1=1, axis2=2)
    support, predictions = m.sum(2), m.sum(1)
    here = support > 0
    recall = np.divide(hits, support, out=np.zeros_like(hits), where=here)
    f1 = np.divide(2 * hits, support + predictions, out=np.zeros_like(hits), where=here)
    ece = np.abs(totals[:, C * C :]).sum(1) / n
    return np.array([hits.sum(1) / n, recall.sum(1) / here.sum(1), f1.sum(1) / here.sum(1), ece])


def intervals(units):
    per_unit = np.array([onehot[units == u].sum(0) for u in np.unique(units)])
    n = len(per_unit)
    drawn = np.concatenate(
        [figures(rng.multinomial(n, [1 / n] * n, 10000) @ per_unit) for _ in range(10)], axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=1)
    whole = figures(onehot.sum(0, keepdims=True))[3, 0]
    low[3], high[3] = max(0, 2 * whole - high[3]), max(0, 2 * whole - low[3])
    return [round(float(v), 4) for pair in zip(low, high) for v in pair]


i = np.arange(N)
print("over samples", intervals(i))
print("over people", intervals(np.where(right, i % 30, 100 + i % 10)))

# Seeds.
for values in ([0.71, 0.74, 0.75, 0.79, 0.86], [0.7765, 0.7762, 0.7841]):
    v = np.array(values)
    sd = v.std(ddof=1)
    print("seeds", v.mean(), sd, stats.t.interval(0.95, len(v) - 1, v.mean(), sd / len(v) ** 0.5))
