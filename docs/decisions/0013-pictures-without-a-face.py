"""Crops of photos without a face, and what a look for faces says by level.

python3 docs/decisions/0013-pictures-without-a-face.py crops TO       needs numpy and scikit-image
python3 docs/decisions/0013-pictures-without-a-face.py table AUDIT [VOTES]   VOTES: fer2013new.csv
"""

import csv
import os
import random
import sys
import warnings

LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.65)
FACES = {"astronaut.png", "camera.png", "lfw_subset.npy"}


def crops(to):
    import numpy as np
    import skimage
    from skimage.transform import resize

    warnings.simplefilter("ignore")
    place = os.path.join(os.path.dirname(skimage.__file__), "data")
    draw = random.Random(1)
    for name in sorted(os.listdir(place)):
        if name in FACES or not name.endswith((".png", ".jpg")):
            continue
        picture = skimage.io.imread(os.path.join(place, name))
        if picture.ndim == 3:
            picture = picture[..., :3].mean(2)
        grey = picture.astype(float) / max(1, picture.max())
        height, width = grey.shape
        if min(height, width) < 64:
            continue
        for k in range(25):
            side = draw.randint(48, min(height, width))
            x, y = draw.randint(0, width - side), draw.randint(0, height - side)
            for size in (48, 112):
                small = resize(grey[y : y + side, x : x + side], (size, size), anti_aliasing=True)
                folder = os.path.join(to, str(size), "ab"[k % 2])  # two classes, as a data set needs
                os.makedirs(folder, exist_ok=True)
                file = os.path.join(folder, f"{name[:-4]}-{k:02}.png")
                skimage.io.imsave(file, (255 * small).astype(np.uint8))


def table(audit, votes=None):
    sure = {r["id"]: float(r["sureness"]) for r in csv.DictReader(open(f"{audit}/faces.csv"))}
    groups = {"all": list(sure)}
    if votes:
        rows = list(csv.DictReader(open(votes)))
        none = {i: int(rows[int(i[3:])]["NF"]) for i in sure}
        groups["most say no face"] = [i for i in sure if none[i] > 5]
        groups["two to five do"] = [i for i in sure if 2 <= none[i] <= 5]
        groups["one does"] = [i for i in sure if none[i] == 1]
        groups["the others"] = [i for i in sure if none[i] == 0]
    for name, ids in groups.items():
        below = [sum(sure[i] < level for i in ids) for level in LEVELS]
        print(f"{name:18} {len(ids):6} ", *(f"{n} ({n / max(1, len(ids)):.2%}) < {v}" for n, v in zip(below, LEVELS)))


globals()[sys.argv[1]](*sys.argv[2:])
