"""Writes training/src/test/resources/weights/*: small weights files, byte by byte.

Python's standard library only, no PyTorch: opcodes, zip records and storages are put together here
after the formats' descriptions. Every pickle is read back with Python's own unpickler before it is
written, so that the two readers in play (Python's and the one under test) share nothing.

Run from the repository's root: python3 training/src/test/independent/weights_files.py
The output is the same on every run.
"""

import collections
import io
import json
import pathlib
import pickle
import struct
import zlib

OUT = pathlib.Path(__file__).parents[1] / "resources" / "weights"


class Global(collections.namedtuple("Global", "module name")):
    """A class or function, pickled by name."""


class Call(collections.namedtuple("Call", "function arguments")):
    """An object that a call makes."""


class Pid(collections.namedtuple("Pid", "id")):
    """A reference to a storage."""


ORDERED = Global("collections", "OrderedDict")
REBUILD = Global("torch._utils", "_rebuild_tensor_v2")
PARAMETER = Global("torch._utils", "_rebuild_parameter")
PARAMETER_WITH_STATE = Global("torch._utils", "_rebuild_parameter_with_state")


class Ordered(collections.OrderedDict):
    """An ordered dictionary with the attribute that modules add to theirs."""

    metadata = None


class Pickler:
    """Protocol 2 as Python's C pickler writes it: everything but numbers is memoized."""

    def __init__(self):
        self.out = bytearray(b"\x80\x02")
        self.memo = {}
        self.kept = []  # the memo goes by identity: nothing may be freed meanwhile

    def put(self, key):
        n = len(self.memo)
        self.memo[key] = n
        self.out += b"q" + bytes([n]) if n < 256 else b"r" + struct.pack("<I", n)

    def get(self, key):
        n = self.memo[key]
        self.out += b"h" + bytes([n]) if n < 256 else b"j" + struct.pack("<I", n)

    def dump(self, value):
        self.save(value)
        return bytes(self.out + b".")

    def save(self, value):
        self.kept.append(value)
        if value is None:
            self.out += b"N"
        elif isinstance(value, bool):
            self.out += b"\x88" if value else b"\x89"
        elif isinstance(value, int):
            self.integer(value)
        elif isinstance(value, float):
            self.out += b"G" + struct.pack(">d", value)
        elif isinstance(value, (str, Global)):
            self.named(value)
        elif isinstance(value, Call):
            self.save(value.function)
            self.save(value.arguments)
            self.out += b"R"
            self.put(id(value))
        elif isinstance(value, Pid):
            self.save(value.id)
            self.out += b"Q"
        elif isinstance(value, tuple):
            self.tuple(value)
        elif id(value) in self.memo:
            self.get(id(value))
        elif isinstance(value, Ordered):
            self.save(ORDERED)
            self.out += b")R"
            self.put(id(value))
            self.items(list(value.items()))
            if value.metadata is not None:
                self.save({"_metadata": value.metadata})
                self.out += b"b"
        elif isinstance(value, dict):
            self.out += b"}"
            self.put(id(value))
            self.items(list(value.items()))
        elif isinstance(value, list):
            self.out += b"]"
            self.put(id(value))
            self.out += b"(" if len(value) > 1 else b""
            for item in value:
                self.save(item)
            self.out += b"e" if len(value) > 1 else b"a" if value else b""
        else:
            raise TypeError(type(value))

    def integer(self, value):
        if 0 <= value < 256:
            self.out += b"K" + bytes([value])
        elif 0 <= value < 65536:
            self.out += b"M" + struct.pack("<H", value)
        elif -(2**31) <= value < 2**31:
            self.out += b"J" + struct.pack("<i", value)
        else:
            data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
            self.out += b"\x8a" + bytes([len(data)]) + data

    def named(self, value):
        if value in self.memo:
            self.get(value)
            return
        if isinstance(value, Global):
            self.out += b"c" + f"{value.module}\n{value.name}\n".encode()
        else:
            data = value.encode()
            self.out += b"X" + struct.pack("<I", len(data)) + data
        self.put(value)

    def tuple(self, value):
        if not value:
            self.out += b")"
            return
        self.out += b"(" if len(value) > 3 else b""
        for item in value:
            self.save(item)
        self.out += b"t" if len(value) > 3 else bytes([0x84 + len(value)])
        self.put(("tuple", len(self.out)))

    def items(self, pairs):
        self.out += b"(" if len(pairs) > 1 else b""
        for key, value in pairs:
            self.save(key)
            self.save(value)
        self.out += b"u" if len(pairs) > 1 else b"s" if pairs else b""


class Stub:
    """What Python's unpickler makes of a name here: calls are recorded, not made."""

    def __init__(self, *arguments):
        self.arguments = arguments


class Checker(pickle.Unpickler):
    def find_class(self, module, name):
        if module == "collections":
            return collections.OrderedDict
        return type(name, (Stub,), {})

    def persistent_load(self, pid):
        return ("pid", pid[2], pid[4])


def pickled(value):
    data = Pickler().dump(value)
    stream = io.BytesIO(data)
    got = Checker(stream).load()
    assert stream.tell() == len(data)
    if isinstance(value, dict):
        assert list(got) == list(value), (got, value)
    return data


class Storages:
    """Storages by key, in the order in which tensors name them."""

    def __init__(self, order="<", legacy=False):
        self.order = order
        self.legacy = legacy
        self.data = {}
        self.numel = {}

    def add(self, kind, form, values):
        key = str(len(self.data))
        if form == "bf16":
            halves = [struct.unpack("<I", struct.pack("<f", v))[0] >> 16 for v in values]
            data = struct.pack(f"{self.order}{len(values)}H", *halves)
        else:
            data = struct.pack(f"{self.order}{len(values)}{form}", *values)
        self.data[key] = data
        self.numel[key] = len(values)
        return self.reference(kind, key)

    def reference(self, kind, key, view=None):
        head = ("storage", Global("torch", kind + "Storage"), key, "cpu", self.numel[key])
        return Pid(head + ((view,) if self.legacy else ()))


def strides(shape):
    result, step = [], 1
    for size in reversed(shape):
        result.insert(0, step)
        step *= max(size, 1)
    return tuple(result)


def view(storage, offset, shape, steps):
    return Call(REBUILD, (storage, offset, shape, steps, False, Call(ORDERED, ())))


def tensor(storages, shape, values, kind="Float", form="f"):
    return view(storages.add(kind, form, values), 0, shape, strides(shape))


def ramp(count, start=0.0):
    return [start + 0.25 * i for i in range(count)]


def zip_file(entries, compressed=False, zip64=False):
    """Records as PyTorch writes them: sizes in a descriptor behind the data, data at multiples of 64."""
    out, central = bytearray(), bytearray()
    for name, data in entries:
        raw = name.encode()
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = deflate.compress(data) + deflate.flush() if compressed else data
        method = 8 if compressed else 0
        crc = zlib.crc32(data)
        start = len(out)
        pad = -(start + 30 + len(raw) + 4) % 64
        out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0x0808, method, 0, 0x21, 0, 0, 0, len(raw), pad + 4)
        out += raw + b"FB" + struct.pack("<H", pad) + b"Z" * pad + body
        sizes = "<IIQQ" if zip64 else "<IIII"
        out += struct.pack(sizes, 0x08074B50, crc, len(body), len(data))
        extra, shown = b"", (len(body), len(data))
        if zip64:
            extra, shown = struct.pack("<HHQQ", 1, 16, len(data), len(body)), (0xFFFFFFFF, 0xFFFFFFFF)
        central += struct.pack("<IHHHHHHIII", 0x02014B50, 45, 45, 0x0808, method, 0, 0x21, crc, *shown)
        central += struct.pack("<HHHHHII", len(raw), len(extra), 0, 0, 0, 0, start) + raw + extra
    start = len(out)
    out += central
    if zip64:
        end = len(out)
        n = len(entries)
        out += struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, n, n, len(central), start)
        out += struct.pack("<IIQI", 0x07064B50, 0, end, 1)
        n, length, start = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
    else:
        n, length = len(entries), len(central)
    return bytes(out + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, n, n, length, start, 0))


def archive(value, storages, order=b"little", name="archive", **how):
    entries = [(name + "/data.pkl", pickled(value))]
    if order:
        entries.append((name + "/byteorder", order))
    entries += [(f"{name}/data/{key}", data) for key, data in storages.data.items()]
    entries.append((name + "/version", b"3\n"))
    return zip_file(entries, **how)


def legacy(value, storages):
    """Five pickles (magic number, version, system, object, keys), then the storages."""
    system = {
        "protocol_version": 1001,
        "little_endian": True,
        "type_sizes": {"short": 2, "int": 4, "long": 4},
    }
    keys = sorted(storages.data)
    heads = [0x1950A86A20F9469CFC6C, 1001, system, value, keys]
    bodies = [struct.pack("<q", storages.numel[k]) + storages.data[k] for k in keys]
    return b"".join([pickled(head) for head in heads] + bodies)


def ordered(storages, prefix=""):
    state = Ordered()
    state[prefix + "conv.weight"] = tensor(storages, (2, 1, 2, 2), ramp(8, -1.0))
    state[prefix + "conv.bias"] = tensor(storages, (2,), [0.5, -0.125])
    state[prefix + "bn.num_batches_tracked"] = tensor(storages, (), [12345678901], "Long", "q")
    state.metadata = Ordered([("", {"version": 1}), ("bn", {"version": 2})])
    return state


def plain(storages):
    return {"a": tensor(storages, (3,), ramp(3)), "b": tensor(storages, (1, 2), ramp(2, 8.0))}


def nested(storages):
    state = ordered(storages, "module.")
    moments = {i: {"step": 7, "exp_avg": tensor(storages, (2,), ramp(2))} for i in range(5)}
    flat = {f"moment{i}": tensor(storages, (1,), [9.0]) for i in range(5)}
    groups = [{"lr": 1e-3, "betas": (0.9, 0.999), "amsgrad": False, "params": [0, 1]}]
    return {
        "epoch": 70000,
        "arch": "resnet18",
        "best_acc": 0.875,
        "seed": -3,
        "best_index": None,
        "state_dict": state,
        "optimizer": {"state": moments, "flat": flat, "param_groups": groups},
        "history": [0.5, [0.25], ()],
    }


def strided(storages):
    shared = storages.add("Float", "f", ramp(24))
    again = storages.reference("Float", "0")
    return Ordered(
        [
            ("whole", view(shared, 0, (4, 6), (6, 1))),
            ("transposed", view(again, 0, (6, 4), (1, 6))),
            ("column", view(again, 2, (4,), (6,))),
            ("window", view(again, 7, (2, 3), (6, 2))),
            ("permuted", view(again, 1, (2, 2, 3), (1, 12, 4))),
            ("row", view(again, 18, (6,), (1,))),
            ("expanded", view(again, 5, (2, 3), (1, 0))),
            ("scalar", view(again, 23, (), ())),
        ]
    )


def dtypes(storages):
    s = storages
    return Ordered(
        [
            ("half", tensor(s, (4,), [1.5, -2.0, 65504.0, 2.0**-24], "Half", "e")),
            ("bfloat16", tensor(s, (3,), [1.5, -2.0, 2.0**100], "BFloat16", "bf16")),
            ("double", tensor(s, (2,), [0.1, -1e300], "Double", "d")),
            ("int64", tensor(s, (2,), [-(2**63), 2**62], "Long", "q")),
            ("int32", tensor(s, (2,), [-(2**31), 5], "Int", "i")),
            ("int16", tensor(s, (2,), [-300, 300], "Short", "h")),
            ("int8", tensor(s, (2,), [-128, 127], "Char", "b")),
            ("uint8", tensor(s, (2,), [0, 255], "Byte", "B")),
            ("bool", tensor(s, (2,), [True, False], "Bool", "?")),
        ]
    )


def parameters(storages):
    hooks = Call(ORDERED, ())
    first = tensor(storages, (2,), [1.0, 2.0])
    second = tensor(storages, (1,), [3.0])
    return Ordered(
        [
            ("first", Call(PARAMETER, (first, True, hooks))),
            ("second", Call(PARAMETER_WITH_STATE, (second, True, Call(ORDERED, ()), {"x": 1}))),
        ]
    )


def empty(storages):
    return Ordered(
        [
            ("none", tensor(storages, (0, 3), [])),
            ("one", tensor(storages, (), [4.0])),
        ]
    )


def legacy_views(storages):
    """As in the oldest files: two tensors see parts of one storage through views of it."""
    storages.add("Float", "f", ramp(10))
    front = storages.reference("Float", "0", ("view0", 0, 4))
    back = storages.reference("Float", "0", ("view1", 4, 6))
    return {"front": view(front, 1, (3,), (1,)), "back": view(back, 0, (2, 3), (1, 2))}


def safetensors(tensors, metadata):
    header, data = {"__metadata__": metadata}, bytearray()
    for name, (dtype, shape, payload) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(payload)]}
        data += payload
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + bytes(data)


def write(name, data):
    assert len(data) < 4096, (name, len(data))
    (OUT / name).write_bytes(data)


def write_archive(name, make, order=b"little", root="archive", **how):
    storages = Storages(">" if order == b"big" else "<")
    write(name, archive(make(storages), storages, order, root, **how))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    write_archive("ordered.pth", ordered)
    write_archive("plain.pth", plain, order=None, root="plain")
    write_archive("deflated.pth", plain, compressed=True)
    write_archive("zip64.pth", plain, zip64=True)
    write_archive("nested.pth", nested, compressed=True)
    write_archive("module.pth", lambda s: ordered(s, "module."))
    write_archive("strided.pth", strided)
    write_archive("bigendian.pth", strided, order=b"big")
    write_archive("dtypes.pth", dtypes)
    write_archive("parameters.pth", parameters)
    write_archive("empty.pth", empty)
    for name, make in (("legacy.pth", ordered), ("legacy-views.pth", legacy_views)):
        storages = Storages(legacy=True)
        write(name, legacy(make(storages), storages))
    tensors = {
        "f32": ("F32", [2, 2], struct.pack("<4f", *ramp(4, -0.5))),
        "f16": ("F16", [3], struct.pack("<3e", 1.5, -2.0, 65504.0)),
        "bf16": ("BF16", [2], struct.pack("<2H", 0x3FC0, 0xC000)),
        "none": ("F32", [0, 3], b""),
        "i64": ("I64", [], struct.pack("<q", 12345678901)),
        "f64": ("F64", [1], struct.pack("<d", 0.1)),
        "größe": ("U8", [3], bytes([0, 128, 255])),
    }
    write("mixed.safetensors", safetensors(tensors, {"format": "pt", "note": "a \"b\" ü"}))


if __name__ == "__main__":
    main()
