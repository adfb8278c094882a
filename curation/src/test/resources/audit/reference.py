"""Writes confident-learning.json: figures that the audit's tests expect, computed without this program.

Needs numpy; run: python3 curation/src/test/resources/audit/reference.py
(made with numpy 2.4.6). Confident learning after Northcutt et al., JAIR 2021, section 3, in matrix form.
"""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(5)
N, C = 240, 4
truth = rng.choice(C, N, p=[0.4, 0.3, 0.2, 0.1])
logits = rng.normal(0, 1, (N, C))
logits[np.arange(N), truth] += rng.choice([0.5, 2.5], N)
logits[:, 3] -= 1.5  # a class that is hardly ever the most probable one
p = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
# single precision and few digits, so that every program starts from the same numbers
p = np.round(p, 4)
p[:, 0] = np.round(1 - p[:, 1:].sum(1), 4)
given = np.where(rng.random(N) < 0.25, rng.integers(0, C, N), truth)
rows = np.arange(N)

onehot = np.eye(C)[given]
thresholds = (p * onehot).sum(0) / onehot.sum(0)
above = p >= thresholds - 1e-6
masked = np.where(above, p, -np.inf)
guess = np.where(above.any(1), masked.argmax(1), -1)
joint = np.zeros((C, C), int)
np.add.at(joint, (given[guess >= 0], guess[guess >= 0]), 1)
calibrated = joint / joint.sum(1, keepdims=True) * onehot.sum(0)[:, None]
calibrated /= calibrated.sum()
transition = (calibrated / calibrated.sum(0, keepdims=True)).T

by_class = np.zeros(N, bool)
by_rate = np.zeros(N, bool)
for g in range(C):
    members = rows[given == g]
    n = int(np.floor(N * (calibrated[g].sum() - calibrated[g, g]) + 0.5))
    by_class[members[np.argsort(p[members, g], kind="stable")[:n]]] = True
    for t in set(range(C)) - {g}:
        n = int(np.floor(N * calibrated[g, t] + 0.5))
        margin = p[members, t] - p[members, g]
        by_rate[members[np.argsort(-margin, kind="stable")[:n]]] = True

self_confidence = p[rows, given]
others = np.where(onehot == 1, -np.inf, p).max(1)
margin = (1 + others - self_confidence) / 2
off = (guess >= 0) & (guess != given)

out = {
    "given": given.tolist(),
    "probabilities": p.tolist(),
    "thresholds": thresholds.tolist(),
    "joint": joint.tolist(),
    "calibrated": calibrated.tolist(),
    "transition": transition.tolist(),
    "noise-rate": 1 - np.trace(calibrated),
    "by-class": rows[by_class].tolist(),
    "by-noise-rate": rows[by_rate].tolist(),
    "by-both": rows[by_class & by_rate].tolist(),
    "loss": (-np.log(self_confidence)).tolist(),
    "normalised-margin": margin.tolist(),
    "confident-learning": ((margin + off) / 2).tolist(),
}
path = pathlib.Path(__file__).with_name("confident-learning.json")
path.write_text(json.dumps(out) + "\n")
print({k: out[k] for k in ("thresholds", "joint", "noise-rate")}, by_class.sum(), by_rate.sum())
