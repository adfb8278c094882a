"""Independent values for SelfCureTest: SCN's equations in NumPy, double precision, gradients by central
differences. Run: python3 scn_numbers.py"""
import numpy as np

W = np.array([[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-0.5, 1.5, 1.0], [0.0, 0.0, 3.0], [1.0, 1.0, 1.0]])
A = np.array([1.2, -0.3, 0.4, 2.0, -1.5])  # inputs of the sigmoid
Y = np.array([0, 2, 1, 2, 0])


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def wce(w, a, smoothing=0.0):
    lp = log_softmax(w * sigmoid(a)[:, None])
    picked = -lp[np.arange(len(Y)), Y]
    return ((1 - smoothing) * picked + smoothing * -lp.mean(axis=1)).mean()


def rank(a, beta, margin):
    alpha = np.sort(sigmoid(a))[::-1]
    n = len(alpha)
    m = int(max(1, min(n - 1, np.floor(beta * n))))
    return max(0.0, margin - (alpha[:m].mean() - alpha[m:].mean())), alpha[:m].mean(), alpha[m:].mean()


def numeric(f, x):
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += 1e-6
        down[i] -= 1e-6
        g[i] = (f(up) - f(down)) / 2e-6
    return g


np.set_printoptions(precision=8, suppress=True, floatmode="fixed")
print("alpha", sigmoid(A))
print("wce", wce(W, A), "smoothed 0.1", wce(W, A, 0.1))
print("ce", wce(W, np.full(5, 50.0)))
for beta, margin in [(0.7, 0.15), (0.7, 0.6), (0.0, 0.9), (1.0, 0.9)]:
    print("rank beta", beta, "margin", margin, rank(A, beta, margin))
print("grad wce by logits\n", numeric(lambda w: wce(w, A), W))
print("grad wce by importance input", numeric(lambda a: wce(W, a), A))
print("grad rank (0.7, 0.6) by importance input", numeric(lambda a: rank(a, 0.7, 0.6)[0], A))
T = np.array([[0.6, 0.3, 0.1], [0.0, 0.0, 1.0], [0.25, 0.5, 0.25], [0.1, 0.1, 0.8], [1.0, 0.0, 0.0]])


def soft(w, a, smoothing=0.0):
    target = (1 - smoothing) * T + smoothing / T.shape[1]
    return -(target * log_softmax(w * sigmoid(a)[:, None])).sum(axis=1).mean()


print("soft wce", soft(W, A), "smoothed 0.1", soft(W, A, 0.1), "ce", soft(W, np.full(5, 50.0)))
print("grad soft wce by logits\n", numeric(lambda w: soft(w, A), W))
print("convex 0.25", 0.25 * rank(A, 0.7, 0.6)[0] + 0.75 * wce(W, A))
print("softmax", np.exp(log_softmax(W)))
print("weighted softmax", np.exp(log_softmax(W * sigmoid(A)[:, None])))
