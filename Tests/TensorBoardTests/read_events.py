#!/usr/bin/env python3
"""Says in JSON what TensorBoard reads in the folder of a run's events: read_events.py FOLDER."""

import json
import sys
from collections import Counter
from pathlib import Path

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
from tensorboard.util import tensor_util

EVERYTHING = {"scalars": 0, "histograms": 0, "images": 0, "tensors": 0}


def main(folder):
    accumulator = EventAccumulator(folder, size_guidance=EVERYTHING).Reload()
    tags = accumulator.Tags()
    print(
        json.dumps(
            {
                "scalars": {tag: scalars(accumulator, tag) for tag in tags["scalars"]},
                "histograms": {tag: histogram(accumulator, tag) for tag in tags["histograms"]},
                "images": {tag: images(accumulator, tag) for tag in tags["images"]},
            }
            | hyperparameters(accumulator)
            | as_shown(folder)
        )
    )


def scalars(accumulator, tag):
    return [[event.wall_time, event.step, event.value] for event in accumulator.Scalars(tag)]


def histogram(accumulator, tag):
    """Of the last step."""
    value = accumulator.Histograms(tag)[-1].histogram_value
    return [value.num, value.min, value.max, sum(value.bucket)]


def images(accumulator, tag):
    found = accumulator.Images(tag)
    assert all(image.encoded_image_string.startswith(b"\x89PNG") for image in found)
    return [[image.step, image.width, image.height] for image in found]


def hyperparameters(accumulator):
    contents = accumulator.PluginTagToContent("hparams")

    def content(name):
        return HParamsPluginData.FromString(contents[f"_hparams_/{name}"])

    experiment = content("experiment").experiment
    start = content("session_start_info").session_start_info
    values = {key: getattr(value, value.WhichOneof("kind")) for key, value in start.hparams.items()}
    assert {info.name for info in experiment.hparam_infos} == set(values)
    return {
        "hyperparameters": {key: str(value) for key, value in values.items()},
        "metrics": [info.name.tag for info in experiment.metric_infos],
        "status": content("session_end_info").session_end_info.status,
    }


def as_shown(folder):
    """What its pages get: everything is a tensor there."""
    places, shapes = Counter(), {}
    (path,) = Path(folder).iterdir()
    for event in EventFileLoader(str(path)).Load():
        for value in event.summary.value:
            places[value.tag, event.step] += 1
            plugin = value.metadata.plugin_data.plugin_name or "none"
            shapes.setdefault(plugin, set()).add(tensor_util.make_ndarray(value.tensor).ndim)
    return {
        "mostOfAStep": max(places.values()),
        "dimensions": {plugin: sorted(found) for plugin, found in shapes.items()},
    }


if __name__ == "__main__":
    main(sys.argv[1])
