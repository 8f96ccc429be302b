#!/usr/bin/env python3
"""Times training steps of a compact network in plain PyTorch, as `nas bench train` times ours."""

import argparse
import json

import torch

from compact import NETWORKS, CompactNetwork, exported
from supernet import Step, measure_step, positive

VARIANTS = ("published", "tuned")


class TrainingStep(Step):
    """A weight step of final training: SGD has Nesterov's momentum."""

    def __init__(self, network, images, labels, variant):
        super().__init__(network, images, labels, variant)
        self.optimizer = torch.optim.SGD(
            self.weights, lr=0.01, momentum=0.9, weight_decay=3e-4, nesterov=True,
            foreach=self.foreach)


def make_step(options):
    """The step of a variant; the random weights, images and labels are the same for all."""
    torch.manual_seed(1)
    if options.network in NETWORKS:
        network = CompactNetwork(options.network, options.width, options.image_channels)
    else:
        network = exported(options.network)
    size = options.image_size
    images = torch.randn(options.batch, options.image_channels, size, size)
    return TrainingStep(network, images, torch.randint(10, (options.batch,)), options.variant)


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "network", help=f"{', '.join(NETWORKS)}, or the model.py of `nas export --format pytorch`")
    parser.add_argument("--variant", choices=VARIANTS, default="tuned")
    parser.add_argument("--width", type=positive, default=16, help="channels of the first stage")
    parser.add_argument("--batch", type=positive, default=128, help="images per step")
    parser.add_argument("--image-size", type=positive, default=28, help="height and width")
    parser.add_argument("--image-channels", type=positive, default=1)
    parser.add_argument(
        "--steps", type=positive, default=10, help="steps that count; the median is given")
    parser.add_argument("--threads", type=positive, help="threads within an operation")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if options.network not in NETWORKS and not options.network.endswith(".py"):
        parser.error(f"{options.network} is none of {', '.join(NETWORKS)}, and no model.py")
    return options


def main():
    options = parse()
    if options.threads:
        torch.set_num_threads(options.threads)
    result = measure_step(make_step(options), options.batch, options.steps)
    if options.json:
        print(json.dumps(result, indent=2))
        return
    print("{secondsPerStep:.4f} s per step, {imagesPerSecond:.1f} images/s".format(**result))


if __name__ == "__main__":
    main()
