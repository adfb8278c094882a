"""What an `improved` run's evidence is worth against the truth, under several rules.

Usage: python3 0008-the-floor.py RUN DATA    (NumPy; DATA with true labels, packed or not)
"""
import csv
import json
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


def labels(data):
    """Given and true labels of the training split, without held-out samples."""
    with open(f"{data}/card.yaml", encoding="utf-8") as f:
        lines = f.read().split("labels:\n")[1].splitlines()
    names = []
    for line in lines:
        if not line.startswith("- "):
            break
        names.append(line[2:])
    with open(f"{data}/samples.csv", encoding="utf-8") as f:
        rows = [r for r in csv.DictReader(f) if r["split"] == "train" and r["label"]]
    given = np.array([names.index(r["label"]) for r in rows])
    true = np.array([names.index(r["true_label"] or r["label"]) for r in rows])
    return given, true


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


def main(run, data):
    p = evidence(run)
    given, true = labels(data)
    if len(p) != len(given):
        sys.exit(f"{run} was trained on {len(p)} samples, {data} has {len(given)}: use a run without --holdout")
    n = len(given)
    others = np.array([np.delete(row, y) for row, y in zip(p, given)])
    floor = np.percentile(others, 50, axis=1, method="lower").mean()
    print(f"wrong labels {np.mean(given != true):.3f}, floor {floor:.4f}")
    rules = {f"power {s}": p**s for s in (1, 1.25, 1.5, 2)}
    rules["floor"] = np.maximum(p - floor, 1e-4)
    for name, q in rules.items():
        r, share = posteriors(q / q.sum(axis=1, keepdims=True), given)
        best = r.argmax(axis=1)
        changed = (best != given) & (r.max(axis=1) > 0.8)
        print(
            f"{name:10} estimated share {share:.3f}, most probable class right {np.mean(best == true):.4f},"
            f" log posterior of the truth {np.log(np.maximum(1e-6, r[np.arange(n), true])).mean():.4f};"
            f" above 0.8: {changed.sum()} changes, right {np.mean((best == true)[changed]) if changed.any() else 0:.3f}"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
