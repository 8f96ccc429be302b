#!/usr/bin/env python3
"""Runs exported networks: check_models.py FOLDER.

FOLDER holds a folder for each network: model.py, model.onnx, raw.onnx (with preprocessing), and
tensors.json with tensors.bin, from which model.safetensors is made. Prints a line of JSON for each.
"""

import importlib.util
import json
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime
import torch
from safetensors.numpy import save_file


def main(folder):
    torch.set_num_threads(1)
    for case in sorted(path for path in Path(folder).iterdir() if path.is_dir()):
        print(json.dumps({"name": case.name} | check(case)), flush=True)


def check(folder):
    tensors = write_tensors(folder)
    model = imported(folder)
    network = model.load()
    state = {name for name in network.state_dict() if not name.endswith("num_batches_tracked")}
    sessions = [session(folder / name) for name in ("model.onnx", "raw.onnx")]
    difference = 0.0
    for batch in (1, 3, 7):
        generator = numpy.random.default_rng(batch)
        pixels = generator.integers(0, 256, (batch, *model.IMAGE), dtype=numpy.uint8)
        images = model.normalize(torch.from_numpy(pixels))
        with torch.inference_mode():
            expected = network(images).numpy()
        for found in (
            sessions[0].run(["logits"], {"images": images.numpy()})[0],
            sessions[1].run(["logits"], {"images": pixels})[0],
        ):
            assert found.shape == expected.shape == (batch, len(model.CLASSES)), found.shape
            assert numpy.isfinite(expected).all()
            largest = abs(expected).max()
            difference = max(difference, float(abs(found - expected).max() / largest))
    return {
        "difference": difference,
        "sameNames": state == set(tensors),
        "learns": learns(model, network),
        "columns": max(map(len, (folder / "model.py").read_text().splitlines())),
        "classes": model.CLASSES,
    }


def write_tensors(folder):
    numbers = numpy.fromfile(folder / "tensors.bin", dtype="<f4")
    tensors, start = {}, 0
    for entry in json.loads((folder / "tensors.json").read_text()):
        count = int(numpy.prod(entry["shape"]))
        tensors[entry["name"]] = numbers[start : start + count].reshape(entry["shape"])
        start += count
    save_file(tensors, folder / "model.safetensors")
    return tensors


def imported(folder):
    spec = importlib.util.spec_from_file_location("model", folder / "model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def session(path):
    onnx.checker.check_model(str(path), full_check=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def learns(model, network):
    """Whether a step of training gives gradients, all finite; a network without parameters has none."""
    network.train()
    if not list(network.parameters()):
        return True
    network(torch.randn(4, *model.IMAGE)).square().mean().backward()
    gradients = [each.grad for each in network.parameters() if each.grad is not None]
    return bool(gradients) and all(torch.isfinite(each).all() for each in gradients)


if __name__ == "__main__":
    main(*sys.argv[1:])
