"""Umeyama's method with the singular value decomposition, as the paper has it: for SimilarityTest."""
import numpy as np

source = np.array([(203.5, 102.0), (246.4, 103.8), (224.3, 130.0), (207.1, 149.9), (239.5, 148.7)])
target = np.array([(0.30, 0.36), (0.70, 0.36), (0.50, 0.588), (0.334, 0.822), (0.666, 0.822)]) * 100
ms, mt = source.mean(0), target.mean(0)
cov = (target - mt).T @ (source - ms) / len(source)
u, d, vt = np.linalg.svd(cov)
sign = np.diag([1, np.sign(np.linalg.det(u) * np.linalg.det(vt))])
rotation = u @ sign @ vt
scale = np.trace(np.diag(d) @ sign) / ((source - ms) ** 2).sum(1).mean()
move = mt - scale * rotation @ ms
print("a %.12f b %.12f dx %.12f dy %.12f" % (*(scale * rotation)[:, 0], *move))
