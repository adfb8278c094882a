"""Independent values for ResNet18Test: torchvision's ResNet-18 graph in plain NumPy (float64), one eighth
as wide, on one 32x32 picture, with weights from a formula. Run: python3 resnet_numbers.py"""
import numpy as np

WIDTHS = [8, 16, 32, 64]
CLASSES = 4
counter = 0


def values(shape, scale, offset=0.0):
    """The k-th value of the t-th tensor is offset + scale * sin(0.37 * k * k + t)."""
    global counter
    counter += 1
    k = np.arange(np.prod(shape), dtype=np.float64)
    return (offset + scale * np.sin(0.37 * k * k + counter)).astype(np.float32).astype(np.float64).reshape(shape)


def conv(x, out, kernel, stride, pad):
    c = x.shape[0]
    w = values((out, c, kernel, kernel), np.sqrt(2.0 / (c * kernel * kernel)))
    x = np.pad(x, ((0, 0), (pad, pad), (pad, pad)))
    n = (x.shape[1] - kernel) // stride + 1
    y = np.zeros((out, n, n))
    for i in range(n):
        for j in range(n):
            patch = x[:, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
            y[:, i, j] = np.tensordot(w, patch, axes=3)
    return y


def norm(x):
    c = x.shape[0]
    weight, bias = values((c,), 0.3, 1.0), values((c,), 0.2)
    mean, var = values((c,), 0.1), values((c,), 0.4, 1.0)
    r = lambda v: v[:, None, None]
    return (x - r(mean)) / np.sqrt(r(var) + 1e-5) * r(weight) + r(bias)


def max_pool(x):
    x = np.pad(x, ((0, 0), (1, 1), (1, 1)), constant_values=-np.inf)
    n = (x.shape[1] - 3) // 2 + 1
    return np.array([[x[:, 2 * i : 2 * i + 3, 2 * j : 2 * j + 3].max(axis=(1, 2)) for j in range(n)] for i in range(n)]).transpose(2, 0, 1)


relu = lambda x: np.maximum(x, 0)


def block(x, out, stride, down):
    y = relu(norm(conv(x, out, 3, stride, 1)))
    y = norm(conv(y, out, 3, 1, 1))
    if down:
        x = norm(conv(x, out, 1, stride, 0))
    return relu(y + x)


image = np.sin(0.05 * np.arange(3 * 32 * 32)).astype(np.float32).astype(np.float64).reshape(3, 32, 32)
x = max_pool(relu(norm(conv(image, WIDTHS[0], 7, 2, 3))))
for stage, width in enumerate(WIDTHS):
    x = block(x, width, 1 if stage == 0 else 2, stage > 0)
    x = block(x, width, 1, False)
features = x.mean(axis=(1, 2))
fc = values((CLASSES, WIDTHS[3]), 0.2)
fc_bias = values((CLASSES,), 0.1)
imp = values((1, WIDTHS[3]), 0.2)
imp_bias = values((1,), 0.1)
np.set_printoptions(precision=6, suppress=True, floatmode="fixed")
print("features", features[:6], "sum", features.sum())
print("logits", fc @ features + fc_bias)
print("importance", imp @ features + imp_bias)
