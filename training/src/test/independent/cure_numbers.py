"""Independent values for CureNumbersTest: the formulas of the mode `improved` in NumPy, double precision,
gradients by central differences. Run: python3 cure_numbers.py"""
import numpy as np

Z = np.array([[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-0.5, 1.5, 1.0], [0.0, 0.0, 3.0], [1.0, 1.0, 1.0]])
A = np.array([1.2, -0.3, 0.4, 2.0, -1.5])  # inputs of alpha's sigmoid
TRUST = np.array([0.9, 0.2, 0.5, 0.7, 0.4])
Y = np.array([0, 2, 1, 2, 0])
EPOCHS = [  # probabilities of four samples in three epochs
    np.array([[0.5, 0.3, 0.2], [0.2, 0.2, 0.6], [0.3, 0.4, 0.3], [0.1, 0.8, 0.1]]),
    np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.2, 0.5, 0.3], [0.05, 0.9, 0.05]]),
    np.array([[0.8, 0.1, 0.1], [0.0, 0.0, 1.0], [0.4, 0.4, 0.2], [0.02, 0.97, 0.01]]),
]
GIVEN = np.array([0, 1, 2, 1])
MEMORY = 0.7
SHARPNESS = 1.25


def sigmoid(a):
    return 1 / (1 + np.exp(-a))


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def trusted_ce(z):
    return (sigmoid(A) * -log_softmax(z)[np.arange(5), Y]).sum() / sigmoid(A).sum()


def rank(a, margin):
    alpha = sigmoid(a)
    return max(0.0, margin - (alpha[TRUST >= 0.5].mean() - alpha[TRUST < 0.5].mean()))


def regression(a):
    alpha = sigmoid(a)
    return -(TRUST * np.log(alpha) + (1 - TRUST) * np.log(1 - alpha)).mean()


def numeric(f, x):
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += 1e-6
        down[i] -= 1e-6
        g[i] = (f(up) - f(down)) / 2e-6
    return g


def bayes(q, eps):
    """The posterior of the true class by Bayes' rule over all classes, for even label noise."""
    n, c = q.shape
    likelihood = np.full((n, c), eps / (c - 1))
    likelihood[np.arange(n), GIVEN] = 1 - eps
    r = q * likelihood
    # even noise, seen from the given label only: wrong classes share (1 - q_y) as q says
    return r / r.sum(axis=1, keepdims=True)


def likeliest(q):
    """The share of wrong labels under which the given labels are likeliest: concave, so thirds find it."""
    def likelihood(eps):
        q_y = q[np.arange(len(GIVEN)), GIVEN]
        return np.log((1 - eps) * q_y + eps / (q.shape[1] - 1) * (1 - q_y)).sum()

    low, high = 0.0, 1.0
    for _ in range(200):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (a, high) if likelihood(a) < likelihood(b) else (low, b)
    return (low + high) / 2


np.set_printoptions(precision=8, suppress=True, floatmode="fixed")
print("trusted cross entropy", trusted_ce(Z))
print("its gradient\n", numeric(trusted_ce, Z))
print("within class", sigmoid(A) / np.maximum(0.02, np.array([0.5, 0.25, 0.001])[Y]))
print("rank, margin 0.5", rank(A, 0.5), "margin 0.1", rank(A, 0.1))
print("its gradient, margin 0.5", numeric(lambda a: rank(a, 0.5), A))
print("regression", regression(A))
print("its gradient", numeric(regression, A))
for k in range(1, 4):
    parts = np.array([MEMORY ** (k - 1 - e) for e in range(k)])
    parts /= parts.sum()
    q = sum(w * p for w, p in zip(parts, EPOCHS))
    others = np.array([np.delete(row, y) for row, y in zip(q, GIVEN)])
    floor = np.percentile(others, 50, axis=1, method="lower").mean()
    q = np.maximum(q - floor, 1e-4)
    q = q**SHARPNESS / (q**SHARPNESS).sum(axis=1, keepdims=True)
    eps = likeliest(q)
    print("after epoch", k, "sharpened average\n", q, "\nnoise", eps, "posterior\n", bayes(q, eps))
    right = bayes(q, eps)[np.arange(len(GIVEN)), GIVEN]
    print("trust by class", [right[np.array(GIVEN) == c].mean() for c in range(3)])
    squares = bayes(q, eps) ** 2
    print("targets\n", squares / squares.sum(axis=1, keepdims=True))
