"""What Pillow, torchvision, timm and Keras make of pictures, for the tests of @tovec/image.

    python3 tools/goldens/resize.py

Pictures come from a formula that the tests know too, results are held as SHA-256: they have to be the same
to the last bit. Made with Pillow, torch, torchvision, timm and Keras from PyPI.
"""

import hashlib
import io
import json
import os
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy as np
import PIL
import timm.data
import torchvision
from PIL import Image
from torchvision import transforms

fixtures = Path(__file__).resolve().parents[2] / "packages/image/fixtures"
FILTERS = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "box": 4, "hamming": 5}


def picture(width, height, seed):
    """A linear congruential generator (Numerical Recipes), its highest byte; smooth where seed is odd."""
    state, data = seed, bytearray()
    for index in range(width * height * 3):
        state = (state * 1664525 + 1013904223) % 2**32
        noise = state >> 24
        x, y = index // 3 % width, index // 3 // width
        data.append((x * 5 + y * 3 + index % 3 * 60 + noise // 16) % 256 if seed % 2 else noise)
    return Image.frombytes("RGB", (width, height), bytes(data))


def sha(data):
    return hashlib.sha256(data).hexdigest()[:24]


SIZES = [
    ((37, 23), (37, 23)), ((37, 23), (19, 11)), ((37, 23), (74, 46)), ((37, 23), (91, 57)),
    ((37, 23), (37, 50)), ((37, 23), (8, 23)), ((64, 48), (32, 24)), ((64, 48), (7, 5)), ((64, 48), (1, 1)),
    ((5, 3), (64, 64)), ((1, 1), (9, 4)), ((1, 40), (16, 16)), ((200, 3), (20, 20)), ((101, 99), (100, 98)),
    ((101, 99), (102, 100)), ((160, 120), (224, 224)), ((160, 120), (33, 97)), ((97, 211), (50, 60)),
    ((97, 211), (90, 198)), ((97, 211), (90, 196)), ((97, 211), (120, 200)), ((97, 211), (120, 250)),
]
resized = []
for number, (source, target) in enumerate(SIZES):
    for seed in (2 * number, 2 * number + 1):
        for name, filter in FILTERS.items():
            result = picture(*source, seed).resize(target, filter)
            resized.append([*source, seed, *target, name, sha(result.tobytes())])

SOURCES = [(500, 375), (375, 500), (224, 224), (256, 256), (300, 257), (31, 47), (1, 1), (640, 201), (1000, 10), (201, 640), (90, 700)]
NORMALIZE = transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
BICUBIC, BILINEAR = transforms.InterpolationMode.BICUBIC, transforms.InterpolationMode.BILINEAR


def torchvision_transform(resize, crop, mode):
    steps = [transforms.Resize(resize, mode), transforms.CenterCrop(crop), transforms.ToTensor(), NORMALIZE]
    return transforms.Compose(steps)


def timm_transform(size, percentage, filter):
    return timm.data.create_transform((3, size, size), crop_pct=percentage, interpolation=filter)


def keras_transform(mode, size, filter):
    def transform(image):
        file = io.BytesIO()
        image.save(file, "png")
        loaded = keras.utils.load_img(io.BytesIO(file.getvalue()), target_size=(size, size), interpolation=filter)
        array = keras.utils.img_to_array(loaded)[None]
        return keras.applications.imagenet_utils.preprocess_input(array, mode=mode)[0].transpose(2, 0, 1)

    return transform


TRANSFORMS = {
    "torchvision 256 224 bilinear": torchvision_transform(256, 224, BILINEAR),
    "torchvision 232 224 bilinear": torchvision_transform(232, 224, BILINEAR),
    "torchvision 255 240 bicubic": torchvision_transform(255, 240, BICUBIC),
    "torchvision 200 224 bilinear": torchvision_transform(200, 224, BILINEAR),
    "timm 224 0.875 bicubic": timm_transform(224, 0.875, "bicubic"),
    "timm 224 0.95 bicubic": timm_transform(224, 0.95, "bicubic"),
    "timm 288 1 bicubic": timm_transform(288, 1.0, "bicubic"),
    "timm 260 0.89 bilinear": timm_transform(260, 0.89, "bilinear"),
    "keras caffe 224 nearest": keras_transform("caffe", 224, "nearest"),
    "keras torch 240 bilinear": keras_transform("torch", 240, "bilinear"),
    "keras tf 224 bicubic": keras_transform("tf", 224, "bicubic"),
}
preprocessed = []
for name, transform in TRANSFORMS.items():
    for number, source in enumerate(SOURCES):
        result = np.asarray(transform(picture(*source, 2 * number + 1)), dtype=np.float32)
        preprocessed.append([name, *source, 2 * number + 1, sha(np.ascontiguousarray(result).tobytes())])

tools = {"Pillow": PIL.__version__, "torchvision": torchvision.__version__, "timm": timm.__version__}
content = {"tools": {**tools, "keras": keras.__version__}, "resized": resized, "preprocessed": preprocessed}
text = json.dumps(content).replace("], [", "],\n[").replace('"resized": [', '"resized": [\n')
(fixtures / "resize.json").write_text(text.replace('"preprocessed": [', '\n"preprocessed": [\n') + "\n")
