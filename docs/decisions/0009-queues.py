"""What annotators' votes and known truth say of an audit's queues and twins.

python3 docs/decisions/0009-queues.py DATA AUDIT, with DATA a data set that has votes and true labels.
"""

import collections
import csv
import sys

data, audit = sys.argv[1:]
samples = {r["id"]: r for r in csv.DictReader(open(f"{data}/samples.csv", encoding="utf-8"))}
queues = collections.defaultdict(list)
for row in csv.DictReader(open(f"{audit}/audit.csv", encoding="utf-8")):
    votes = [int(v) for v in samples[row["id"]]["votes"].split()] or [0]  # none on wrong labels
    wrong = row["given_label"] != row["true_label"]
    queues[row["queue"]].append((wrong, max(votes) <= 0.6 * sum(votes)))
for queue, found in queues.items():
    clean = [split for wrong, split in found if not wrong]
    print(
        f"{queue:12} {len(found):6} samples, {sum(w for w, _ in found) / len(found):6.1%} wrong; "
        f"first choice has at most 60 % of the votes in {sum(clean) / len(clean):6.1%} of the clean ones"
    )
groups = collections.defaultdict(list)
for row in csv.DictReader(open(f"{audit}/twins.csv", encoding="utf-8")):
    groups[row["group"]].append(samples[row["id"]]["true_label"])
same = [t == g[0] for g in groups.values() for t in g[1:]]
print(f"{len(groups)} groups of twins; {sum(same) / len(same):.1%} have the true label of their first")
