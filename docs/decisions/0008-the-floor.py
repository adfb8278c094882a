"""What an `improved` run's evidence is worth against the truth, under several rules.

Usage: python3 0008-the-floor.py RUN    (NumPy; a run on data with true labels)
"""
import json
import sqlite3
import struct
import sys

import numpy as np


def evidence(run):
    """The averaged probabilities of the run's last checkpoint, N x C."""
    with open(f"{run}/checkpoints/last.safetensors", "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        entry = json.loads(f.read(size))["selfcure.evidence"]
        begin, end = entry["data_offsets"]
        f.seek(8 + size + begin)
        values = np.frombuffer(f.read(end - begin), np.float32)
    return values.reshape(entry["shape"]).astype(float)


def labels(run):
    """Given and true labels of the samples that the run trained on."""
    with sqlite3.connect(f"file:{run}/ledger.sqlite?mode=ro", uri=True) as ledger:
        rows = ledger.execute("SELECT given_label, coalesce(true_label, given_label) FROM sample ORDER BY position")
        return np.array(rows.fetchall()).T


def posteriors(q, given):
    """Bayes' rule for even noise, whose share makes the given labels likeliest."""
    n, classes = q.shape
    of_given = q[np.arange(n), given]
    share = 0.2
    for _ in range(1000):
        right = (1 - share) * of_given
        right = right / np.maximum(1e-9, right + share / (classes - 1) * (1 - of_given))
        share = (1 - right).mean()
    p = q * ((1 - right) / np.maximum(1e-9, 1 - of_given))[:, None]
    p[np.arange(n), given] = right
    return p, share


def excess(p, given, floor):
    """What two thirds of the pictures taken for class i give to class j above the floor, where j is not their label."""
    classes, best = p.shape[1], p.argmax(axis=1)
    e = np.zeros((classes, classes))
    for i in range(classes):
        for j in range(classes):
            v = np.sort(p[(best == i) & (given != j), j])
            if i != j and len(v):
                e[i, j] = max(0, v[(len(v) - 1) // 3] - floor) * len(v) / (len(v) + 50)
    return e


def with_transitions(q, given, e):
    """Bayes' rule for even noise and labels that lean to others besides, by the matrix e."""
    n, classes = q.shape
    share = 0.2
    for _ in range(1000):
        t = e + share / (classes - 1)
        np.fill_diagonal(t, 0)
        np.fill_diagonal(t, np.maximum(0.05, 1 - t.sum(axis=1)))
        r = q * t[:, given].T
        even = (1 - q[np.arange(n), given]) * share / (classes - 1)
        share = (even / np.maximum(1e-9, r.sum(axis=1))).mean()
    r /= r.sum(axis=1, keepdims=True)
    return r, (1 - r[np.arange(n), given]).mean()


def main(run):
    p = evidence(run)
    given, true = labels(run)
    n = len(given)
    others = np.array([np.delete(row, y) for row, y in zip(p, given)])
    floor = np.percentile(others, 50, axis=1, method="lower").mean()
    print(f"wrong labels {np.mean(given != true):.3f}, floor {floor:.4f}")
    rules = {f"power {s}": p**s for s in (1, 1.25, 1.5, 2)}
    rules["floor"] = np.maximum(p - floor, 1e-4)
    found = {name: posteriors(q / q.sum(axis=1, keepdims=True), given) for name, q in rules.items()}
    e = excess(p, given, floor)
    q = np.maximum(p - floor - e[p.argmax(axis=1)], 1e-4)
    found["transitions"] = with_transitions(q / q.sum(axis=1, keepdims=True), given, e)
    for name, (r, share) in found.items():
        best = r.argmax(axis=1)
        changed = (best != given) & (r.max(axis=1) > 0.8)
        broken = (best != given) & (given == true)
        print(
            f"{name:11} estimated share {share:.3f}, most probable class right {np.mean(best == true):.4f},"
            f" right labels disbelieved {broken.sum() / (given == true).sum():.4f},"
            f" log posterior of the truth {np.log(np.maximum(1e-6, r[np.arange(n), true])).mean():.4f};"
            f" above 0.8: {changed.sum()} changes, right {np.mean((best == true)[changed]) if changed.any() else 0:.3f}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
