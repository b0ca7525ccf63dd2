"""Writes torchvision's networks as files: python torchvision_networks.py '<settings>'.

Each becomes `<name>.onnx`, by torch's own exporter with a dynamic batch, and `<name>.safetensors`, the
same weights under torchvision's names. Prints one line of JSON.
"""

import json
import struct
import sys
import warnings
from pathlib import Path

import torch
import torchvision


def write_safetensors(path, tensors):
    """The format in ten lines, so that torch alone is enough."""
    header, offset = {}, 0
    for name, tensor in tensors.items():
        size = tensor.numel() * 4
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.detach().contiguous().numpy().tobytes())


def export(folder, name, size):
    torch.manual_seed(1)
    model = getattr(torchvision.models, name)().eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = {"dynamo": False} if torch.__version__ >= "2.5" else {}
        torch.onnx.export(
            model,
            torch.zeros(1, 3, size, size),
            str(Path(folder, f"{name}.onnx")),
            input_names=["pixels"],
            output_names=["logits"],
            dynamic_axes={"pixels": {0: "batch"}, "logits": {0: "batch"}},
            opset_version=17 if torch.__version__ >= "1.13" else 14,
            **options,
        )
    state = {key: value for key, value in model.state_dict().items() if value.dtype == torch.float32}
    write_safetensors(Path(folder, f"{name}.safetensors"), state)
    return sum(value.numel() for value in state.values())


task = json.loads(sys.argv[1])
if task.get("versions"):
    answer = {
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "python": sys.version.split()[0],
    }
else:
    answer = {"numbers": export(task["folder"], task["network"], task["size"])}
print(json.dumps(answer))
