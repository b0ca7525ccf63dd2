"""What Keras, torchvision and timm say of VGG16, ResNet50 and EfficientNet, for the tests of @tovec/image.

    python3 tools/goldens/images.py

Needs tensorflow-cpu, torch, torchvision and timm. The weights come from a formula that the tests know
too, by the names of the library's own tensors, so that none is stored. TensorFlow and torch do not always
load into one process, so each library gets one of its own.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np

fixtures = Path(__file__).resolve().parents[2] / "packages/image/fixtures/networks"
BLOCKS, INNER, MODULES = 64, 8, 4  # how many numbers of a layer are kept


# The formula: a hash of a name and an index as 24 bits, from -1 up to 1, scaled and shifted in float32.


def seed_of(name):
    seed = 0x811C9DC5
    for byte in name.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    return seed


def hashed(name, count):
    bits = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(seed_of(name))
    for shift, factor in [(16, 0x85EBCA6B), (13, 0xC2B2AE35)]:
        bits ^= bits >> np.uint32(shift)
        bits *= np.uint32(factor)
    return bits ^ (bits >> np.uint32(16))


def formula(name, shape, scale, offset):
    unit = (hashed(name, int(np.prod(shape))) >> np.uint32(8)).astype(np.float32) / np.float32(2**23) - np.float32(1)
    return (unit * np.float32(scale) + np.float32(offset)).reshape(shape)


def range_of(name, shape):
    """Scale and offset such that no layer vanishes or explodes."""
    last = re.sub(r".*[/.]", "", name)
    if len(shape) > 1:
        *field, inputs, _ = shape
        fan_in = int(np.prod(shape[1:]))
        if "/" in name:  # Keras: in before out, but for depthwise kernels
            fan_in = int(np.prod(field)) * (1 if re.search("dwconv", name) else inputs)
        return round(float(np.sqrt(6 / fan_in)), 6), 0
    if re.search(r"se_expand.bias|conv_expand\.bias|block\.\d\.fc2\.bias", name):
        return 0.5, 2  # gates that are rather open
    if last in ("moving_variance", "running_var"):
        return 0.3, 1
    if last == "gamma" or (last == "weight" and len(shape) == 1):
        residual = r"_3_bn/|bn3\.|block[1-7][b-z]_project_bn/|\.[1-9]\d*\.block\.3\.1\.|features\.1\.[1-9]\.block\.2\.1\."
        return 0.2, 0.3 if re.search(residual, name) else 1
    return 0.2, 0


def weight(name, shape):
    return formula(name, shape, *range_of(name, shape))


def digest(tensors):
    lines = sorted(f"{name} {','.join(map(str, shape))}" for name, shape in tensors)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def pixels(size):
    return formula("pixels", (1, 3, size, size), 1.5, 0)


def golden(name, x, keep):
    """The shape, norm, mean and some numbers of a layer, channel by channel."""
    x = np.asarray(x, np.float32)
    if x.ndim == 4 and x.shape[2:] == (1, 1):
        x = x.reshape(x.shape[:2])
    flat = x.ravel()
    places = hashed(name, keep).astype(np.float64) / 2**32
    at = flat[np.floor(places * flat.size).astype(int)]
    spread = float(flat.std())
    if name not in ("predictions", "logits", "fc", "classifier") and not 0.01 < spread < 100:
        print(f"  {name} has the deviation {spread:.3g}", file=sys.stderr)
    short = lambda value: float(f"{value:.7g}")
    return {"shape": list(x.shape[1:]), "norm": short(np.linalg.norm(flat.astype(np.float64))),
            "mean": short(flat.mean(dtype=np.float64)), "at": [short(value) for value in at]}


def save(file, content):
    fixtures.mkdir(parents=True, exist_ok=True)
    path = fixtures / f"{file}.json"
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes, {len(content['layers'])} layers")


def keras_goldens():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import keras
    import tensorflow as tf

    tool = f"keras {keras.__version__}, tensorflow {tf.__version__}"
    blocks = r"block\d_pool|flatten|fc\d|predictions|conv1_relu|pool1_pool|conv\d_block\d_out|avg_pool" \
             r"|stem_activation|block\d._add|block\da_project_bn|top_activation"
    skipped = r"input|_pad$|rescaling|normalization|_drop(out)?$|_se_(squeeze|reshape|reduce|expand)$"

    def run(file, name, size, options):
        print(file, file=sys.stderr)
        keras.backend.clear_session()
        model = getattr(keras.applications, name)(weights=None, input_shape=(size, size, 3))
        tensors = []
        for variable in model.weights:
            if "normalization/" in variable.path:
                continue  # as it is: mean 0, variance 1
            variable.assign(weight(variable.path, tuple(variable.shape)))
            tensors.append((variable.path, tuple(variable.shape)))
        layers = [layer for layer in model.layers if not re.search(skipped, layer.name)]
        taps = keras.Model(model.input, [layer.output for layer in layers])
        x = np.moveaxis(pixels(size), 1, -1)
        if name.startswith("EfficientNet"):
            x = x * np.float32(255)  # which the model undoes
        outputs = [np.asarray(y) for y in taps(x, training=False)]
        found = {}
        for layer, y in zip(layers, outputs):
            if layer.name == "flatten":
                y = y.reshape(1, size // 32, size // 32, -1)
            if y.ndim == 4:
                y = np.moveaxis(y, -1, 1)
            if layer.name == "flatten":
                y = y.reshape(1, -1)
            keep = BLOCKS if re.fullmatch(blocks, layer.name) else INNER
            if size == 224 or keep == BLOCKS:
                found[layer.name] = golden(layer.name, y, keep if size == 224 else 16)
        save(file, {"tool": tool, "layout": "keras", "options": options, "size": size,
                    "tensors": len(tensors), "digest": digest(tensors), "layers": found})

    run("vgg16-keras", "VGG16", 224, {})
    run("resnet50-keras", "ResNet50", 224, {"version": "v1"})
    run("efficientnet-b0-keras", "EfficientNetB0", 224, {"variant": "b0"})
    run("efficientnet-b3-keras", "EfficientNetB3", 107, {"variant": "b3", "size": 107})


def torch_goldens():
    import timm
    import torch
    import torchvision

    torch.manual_seed(0)
    # What is inside of blocks; torchvision's ResNet calls its `relu` three times, so it has no output.
    inner = r"(layer|blocks\.)\d\.\d\.(conv\w+|bn\d|act\d|downsample\.\d|se)" \
            r"|features\.\d\.\d\.block\.\d(\.\d)?|features\.[08]\.\d|conv_head"

    def run(file, model, layout, size, taps, options, keep=BLOCKS):
        print(file, file=sys.stderr)
        model.eval()
        tensors = []
        with torch.no_grad():
            for name, tensor in model.state_dict().items():
                if not name.endswith("num_batches_tracked"):
                    tensor.copy_(torch.from_numpy(weight(name, tuple(tensor.shape))))
                    tensors.append((name, tuple(tensor.shape)))
        found = {}
        for name, module in model.named_modules():
            if hasattr(module, "inplace"):
                module.inplace = False
            inside = size == 224 and re.fullmatch(inner, name)
            if inside or re.fullmatch(taps, name):
                module.register_forward_hook(
                    lambda _, __, y, name=name, kept=MODULES if inside else keep:
                        found.__setitem__(name, golden(name, y.numpy(), kept)))
        with torch.no_grad():
            model(torch.from_numpy(pixels(size)))
        package = {"torchvision": torchvision, "timm": timm, "timm-tf": timm}[layout]
        save(file, {"tool": f"{package.__name__} {package.__version__}, torch {torch.__version__.split('+')[0]}",
                    "layout": layout, "options": options, "size": size,
                    "tensors": len(tensors), "digest": digest(tensors), "layers": found})

    vgg = r"features\.(1|3|4|6|8|9|11|13|15|16|18|20|22|23|25|27|29|30)|classifier\.[146]|pre_logits\.act[12]|head\.fc"
    run("vgg16-torchvision", torchvision.models.vgg16(), "torchvision", 224, vgg, {})
    run("vgg16-timm", timm.create_model("vgg16"), "timm", 224, vgg, {}, 16)
    resnet = r"conv1|bn1|maxpool|layer\d\.\d|avgpool|global_pool|fc"
    run("resnet50-torchvision", torchvision.models.resnet50(), "torchvision", 224, resnet, {"version": "v1.5"})
    run("resnet50-timm", timm.create_model("resnet50"), "timm", 224, resnet, {"version": "v1.5"}, 16)
    # torchvision's last module is a Sequential, whose output is that of its last part.
    efficient = r"features\.\d(\.\d)?|avgpool|classifier|conv_stem|bn[12]|blocks\.\d(\.\d)?|global_pool"
    run("efficientnet-b0-torchvision", torchvision.models.efficientnet_b0(), "torchvision", 224,
        efficient.replace(r"features\.\d(\.\d)?", r"features\.[1-7]\.\d|features\.[08]"), {"variant": "b0"}, 32)
    run("efficientnet-b5-torchvision", torchvision.models.efficientnet_b5(), "torchvision", 90,
        r"features\.\d|avgpool|classifier", {"variant": "b5", "size": 90}, 16)
    run("efficientnet-b0-timm", timm.create_model("efficientnet_b0"), "timm", 224, efficient, {"variant": "b0"}, 32)
    run("efficientnet-b0-timm-tf", timm.create_model("tf_efficientnet_b0"), "timm-tf", 224,
        efficient, {"variant": "b0"}, 16)


match sys.argv[1:]:
    case ["keras"]:
        keras_goldens()
    case ["torch"]:
        torch_goldens()
    case []:
        for each in ["keras", "torch"]:
            subprocess.run([sys.executable, __file__, each], check=True)
