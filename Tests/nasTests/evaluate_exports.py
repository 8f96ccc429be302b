#!/usr/bin/env python3
"""Classifies test images with exported networks: evaluate_exports.py DATA COUNT FOLDER...

DATA is a folder with them in the format of MNIST, packed or not. Each FOLDER holds model.onnx, raw.onnx (with preprocessing), model.py and
model.safetensors. Prints a line of JSON for each: how many of all images model.onnx gets right, to how many of the
first COUNT the others give another class, and how far the logits of the first 100 images are apart, relative to the
largest, in batches of 1, 3, 7 and 100.
"""
import gzip
import importlib.util
import json
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime
import torch


def values(folder, name):
    """The numbers of a file, in its shape: two bytes of zeros, the type, the dimensions and their sizes come first."""
    path = folder / name
    data = path.read_bytes() if path.exists() else gzip.decompress((folder / f"{name}.gz").read_bytes())
    sizes = numpy.frombuffer(data, dtype=">u4", count=data[3], offset=4)
    return numpy.frombuffer(data, dtype="u1", offset=4 + 4 * data[3]).reshape(sizes)


def session(path):
    onnx.checker.check_model(str(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def batched(run, images, size):
    return numpy.concatenate([run(images[i:i + size]) for i in range(0, len(images), size)])


def check(folder, pixels, labels, count):
    spec = importlib.util.spec_from_file_location("model", folder / "model.py")
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    network = model.load().eval()
    onnx_session, raw_session = session(folder / "model.onnx"), session(folder / "raw.onnx")
    images = model.normalize(torch.from_numpy(pixels)).numpy()

    def pytorch(batch):
        with torch.inference_mode():
            return network(torch.from_numpy(batch)).numpy()

    runs = {
        "onnx": (lambda batch: onnx_session.run(["logits"], {"images": batch})[0], images),
        "raw": (lambda batch: raw_session.run(["logits"], {"images": batch})[0], pixels),
        "pytorch": (pytorch, images),
    }

    def classes(name, number):
        run, data = runs[name]
        return batched(run, data[:number], 500).argmax(1)

    onnx_classes = classes("onnx", len(labels))
    first = [batched(run, data[:100], size) for run, data in runs.values() for size in (1, 3, 7, 100)]
    largest = max(1, abs(first[0]).max())
    return {
        "correct": int((onnx_classes == labels).sum()),
        "others": {
            name: int((classes(name, count) != onnx_classes[:count]).sum()) for name in ("raw", "pytorch")},
        "difference": float(max(abs(logits - first[0]).max() for logits in first) / largest),
    }


def main(data, count, *folders):
    torch.set_num_threads(1)
    pixels = values(Path(data), "t10k-images-idx3-ubyte")[:, None].copy()
    labels = values(Path(data), "t10k-labels-idx1-ubyte")
    for folder in folders:
        print(json.dumps({"folder": folder} | check(Path(folder), pixels, labels, int(count))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
