#!/usr/bin/env python3
"""Classifies image files with an exported network, by what its metadata say: classify_files.py MODEL FILE...

Prints the name of the likeliest class of each file. Pillow prepares the files, onnxruntime computes.
"""
import json
import sys

import numpy
import onnxruntime
from PIL import Image, ImageOps


def prepared(path, channels, height, width):
    """A file as the metadata's `preparation` says, height x width x channels."""
    picture = ImageOps.exif_transpose(Image.open(path))
    if picture.mode.startswith("I"):
        picture = Image.fromarray((numpy.asarray(picture) / 257).round().astype(numpy.uint8))
    if picture.mode in ("LA", "RGBA") or "transparency" in picture.info:
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture.convert("RGBA"))
    picture = picture.convert("L" if channels == 1 else "RGB")
    if picture.width * height >= picture.height * width:
        size = (int(height * picture.width / picture.height), height)
    else:
        size = (width, int(width * picture.height / picture.width))
    picture = picture.resize(size, Image.BILINEAR)
    left, top = round((size[0] - width) / 2), round((size[1] - height) / 2)
    picture = picture.crop((left, top, left + width, top + height))
    return numpy.asarray(picture).reshape(height, width, channels)


def main(model, *files):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    names = json.loads(metadata["class_names"])
    channels, height, width = json.loads(metadata["input_shape"])
    mean, deviation = (numpy.array(json.loads(metadata[key])) for key in ("pixel_mean", "pixel_std"))
    for path in files:
        pixels = prepared(path, channels, height, width)
        image = ((pixels / 255 - mean) / deviation).astype(numpy.float32).transpose(2, 0, 1)
        logits = session.run(["logits"], {"images": image[None]})[0][0]
        print(names[int(logits.argmax())])


if __name__ == "__main__":
    main(*sys.argv[1:])
