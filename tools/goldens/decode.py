"""What Pillow reads from picture files, for the tests of @tovec/image.

    python3 tools/goldens/decode.py

Each entry: a name, the file in base64, width, height and the SHA-256 of its RGB bytes. Made with Pillow from PyPI.
"""

import base64
import hashlib
import io
import json
from pathlib import Path

import PIL
from PIL import Image, ImageDraw

path = Path(__file__).resolve().parents[2] / "packages/image/fixtures/decode.json"
picture = Image.radial_gradient("L").resize((61, 43)).convert("RGB")
draw = ImageDraw.Draw(picture)
draw.ellipse((5, 4, 35, 30), fill=(220, 60, 20))
draw.rectangle((30, 15, 58, 40), outline=(20, 90, 250), width=3)
grey, palette = picture.convert("L"), picture.quantize(40)
CASES = {
    "jpeg 4:2:0": (picture, "jpeg", {"quality": 80}),
    "jpeg 4:4:4": (picture, "jpeg", {"quality": 95, "subsampling": 0}),
    "jpeg 4:2:2": (picture, "jpeg", {"quality": 60, "subsampling": 1}),
    "jpeg progressive": (picture, "jpeg", {"quality": 75, "progressive": True}),
    "jpeg grey": (grey, "jpeg", {"quality": 80}),
    "png": (picture, "png", {}),
    "png palette": (palette, "png", {}),
    "png grey": (grey, "png", {}),
    "png bilevel": (grey.convert("1"), "png", {}),
    "gif": (palette, "gif", {}),
    "webp lossless": (picture, "webp", {"lossless": True}),
    "webp": (picture, "webp", {"quality": 80}),
    "tiff": (picture, "tiff", {}),
    "tiff packed": (picture, "tiff", {"compression": "tiff_lzw"}),
    "bmp": (picture, "bmp", {}),
    "bmp palette": (palette, "bmp", {}),
    "bmp grey": (grey, "bmp", {}),
    "bmp bilevel": (grey.convert("1"), "bmp", {}),
    "bmp 32 bits": (picture.convert("RGBA"), "bmp", {}),
}
entries = []
for name, (image, format, options) in CASES.items():
    file = io.BytesIO()
    image.save(file, format, **options)
    read = Image.open(io.BytesIO(file.getvalue())).convert("RGB")
    sha = hashlib.sha256(read.tobytes()).hexdigest()[:24]
    entries.append([name, base64.b64encode(file.getvalue()).decode(), *read.size, sha])
content = {"tool": f"Pillow {PIL.__version__}", "entries": entries}
path.write_text(json.dumps(content).replace("], [", "],\n[") + "\n")
