"""The table of 0009: python3 docs/decisions/0009-the-audits-score.py RUN AUDIT

RUN is a run on data whose true labels are known, AUDIT the audit of it. Needs numpy.
"""

import json
import sqlite3
import struct
import sys

import numpy as np

run, audit = sys.argv[1:]
db = sqlite3.connect(f"{run}/ledger.sqlite")
given, true = np.array(
    db.execute("SELECT given_label, true_label FROM sample ORDER BY position").fetchall()
).T
n, wrong = len(given), given != true
seen = np.array(
    db.execute("SELECT p_given, p_best FROM observation ORDER BY epoch, position").fetchall()
).reshape(-1, n, 2)
p_given, p_best, epochs = seen[..., 0], seen[..., 1], len(seen)
raw = open(f"{audit}/probabilities.safetensors", "rb").read()
head = struct.unpack("<Q", raw[:8])[0]
tensors = json.loads(raw[8 : 8 + head])


def tensor(name, dtype):
    begin, end = tensors[name]["data_offsets"]
    return np.frombuffer(raw[8 + head + begin : 8 + head + end], dtype)


text, at = tensor("ids", "u1").tobytes(), tensor("id_offsets", "<i8")
ids = [text[a:b].decode() for a, b in zip(at, at[1:])]
assert ids == [r[0] for r in db.execute("SELECT id FROM sample ORDER BY position")]
p = tensor("probabilities", "<f4").reshape(n, -1).astype(float)


def auroc(score):
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    k = wrong.sum()
    return (ranks[wrong].sum() - k * (k + 1) / 2) / (k * (n - k))


def ln(x):
    return np.log(np.maximum(x, 1e-6))


def fitted(x):
    """The linear score of a logistic regression of the truth on x, fitted and read on the same samples."""
    x = np.c_[(x - x.mean(0)) / (x.std(0) + 1e-9), np.ones(n)]
    w = np.zeros(x.shape[1])
    for _ in range(40):
        z = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (z * (1 - z))[:, None]).T @ x + 1e-3 * np.eye(len(w)), x.T @ (z - wrong))
    return x @ w


now = p[np.arange(n), given]
others = p.copy()
others[np.arange(n), given] = -1
others = others.max(1)
half = epochs // 2
print("last network       %.4f" % auroc(-ln(now)))
for first in sorted({0, epochs // 4, half, 3 * epochs // 4, epochs - 2}):
    mean = ln(p_given[first:]).mean(0)
    print("from epoch %2d  mean %.4f  half and half %.4f" % (first + 1, auroc(-mean), auroc(-(mean + ln(now)))))
print("p in place of ln p %.4f" % auroc(-(p_given[half:].mean(0) + now)))
print("margins            %.4f" % auroc((p_best - p_given)[half:].mean(0) + others - now))
everything = np.c_[ln(p_given).T, ln(now), ln(others), ln(p), np.eye(p.shape[1])[given][:, 1:]]
print("fitted on truth    %.4f" % auroc(fitted(everything)))
