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


def trusted_ce(z, smoothing=0.0):
    of_label = -log_softmax(z)[np.arange(5), Y]
    losses = (1 - smoothing) * of_label - smoothing * log_softmax(z).mean(axis=1)
    return (sigmoid(A) * losses).sum() / sigmoid(A).sum()


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


def transitions(p, given):
    """The floor, and the excess of each class's labels above it."""
    c = p.shape[1]
    others = np.array([np.delete(row, y) for row, y in zip(p, given)])
    floor = np.percentile(others, 50, axis=1, method="lower").mean() if c > 2 else 0.0
    best = p.argmax(axis=1)
    excess = np.zeros((c, c))
    for i in range(c):
        for j in range(c):
            v = np.sort(p[(best == i) & (given != j), j])
            if i != j and len(v):
                excess[i, j] = max(0.0, v[(len(v) - 1) // 3] - floor) * len(v) / (len(v) + 50)
    return floor, excess


def matrix(eps, excess):
    """Row: true class, column: label."""
    c = len(excess)
    t = excess + eps / (c - 1)
    np.fill_diagonal(t, 0)
    np.fill_diagonal(t, np.maximum(0.05, 1 - t.sum(axis=1)))
    return t


def bayes(q, given, eps, excess):
    """The posterior of the true class by Bayes' rule over all classes."""
    r = q * matrix(eps, excess)[:, given].T
    return r / r.sum(axis=1, keepdims=True)


def share(q, given, excess):
    """The even share that its part of the posteriors gives back, by halving."""
    c = q.shape[1]

    def ratio(eps):
        chance = (q * matrix(eps, excess)[:, given].T).sum(axis=1)
        return ((1 - q[np.arange(len(given)), given]) / (c - 1) / chance).mean()

    low, high = 1e-12, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if ratio(middle) > 1 else (low, middle)
    return low


def likeliest(q, given):
    """The share of wrong labels under which the given labels are likeliest, without excess: thirds find it."""
    def likelihood(eps):
        q_y = q[np.arange(len(given)), given]
        return np.log((1 - eps) * q_y + eps / (q.shape[1] - 1) * (1 - q_y)).sum()

    low, high = 0.0, 1.0
    for _ in range(200):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        low, high = (a, high) if likelihood(a) < likelihood(b) else (low, b)
    return (low + high) / 2


def conclude(p, given, sharpness):
    floor, excess = transitions(p, given)
    q = np.maximum(p - floor - excess[p.argmax(axis=1)], 1e-4) ** sharpness
    q /= q.sum(axis=1, keepdims=True)
    none = np.zeros_like(excess)
    assert abs(share(q, given, none) - likeliest(q, given)) < 1e-6
    r = bayes(q, given, share(q, given, excess), excess)
    return excess, q, r, (1 - r[np.arange(len(given)), given]).mean()


np.set_printoptions(precision=8, suppress=True, floatmode="fixed")
print("trusted cross entropy", trusted_ce(Z), "smoothed by 0.1", trusted_ce(Z, 0.1))
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
    excess, q, r, noise = conclude(q, GIVEN, SHARPNESS)
    print("after epoch", k, "sharpened average\n", q, "\nnoise", noise, "posterior\n", r)
    right = r[np.arange(len(GIVEN)), GIVEN]
    print("trust by class", [right[np.array(GIVEN) == c].mean() for c in range(3)])
    squares = r**2
    print("targets\n", squares / squares.sum(axis=1, keepdims=True))

# 400 pictures of four classes; every fourth of class 0 is labelled 1, and the network knows that share
n = np.arange(400)
true = n % 4
labels = np.where((true == 0) & (n % 16 == 0), 1, true)
p = np.full((400, 4), 0.02)
p[true == 0, 1] = 0.15 + 0.1 * ((n[true == 0] // 4) % 5) / 4
p[(true == 2) & (n % 3 == 0), 3] = 0.3  # some pictures of class 2 could be 3: that is no noise
p[n, true] += 1 - p.sum(axis=1)
excess, q, r, noise = conclude(p, labels, 1)
print("pair noise: excess\n", excess, "\nnoise", noise, "posterior of 0, 4, 16\n", r[[0, 4, 16]])
