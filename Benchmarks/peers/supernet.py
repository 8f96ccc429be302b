#!/usr/bin/env python3
"""Times weight steps of a supernet in plain PyTorch, as `nas bench supernet` times ours."""

import argparse
import contextlib
import json
import resource
import statistics
import sys
from time import perf_counter

import torch
from torch import nn

from network import SPACES, Supernet

WARM_UP = 2
VARIANTS = ("published", "tuned", "bf16")


def in_float32(forward):
    """`forward` outside of autocast.

    oneDNN 3.12 gives dilated depthwise convolutions in bfloat16 and channels_last wrong weight
    gradients, infinite ones too, from a width of about 31 on. In float32 they are faster besides.
    """
    def call(x):
        with torch.autocast("cpu", enabled=False):
            return forward(x.float())
    return call


class Step:
    """One weight step on fixed images: forward, cross-entropy, backward, clipping, SGD."""

    def __init__(self, network, images, labels, variant):
        tuned = variant != "published"
        layout = torch.channels_last if tuned else torch.contiguous_format
        self.network = network.to(memory_format=layout)
        self.images = images.contiguous(memory_format=layout)
        self.labels = labels
        self.criterion = nn.CrossEntropyLoss()
        self.weights = network.weights()
        # None leaves the choice to PyTorch, which on a CPU loops over the parameters.
        self.foreach = True if tuned else None
        self.optimizer = torch.optim.SGD(
            self.weights, lr=0.025, momentum=0.9, weight_decay=3e-4, foreach=self.foreach)
        self.reads_loss = not tuned
        self.autocast = contextlib.nullcontext()
        if variant == "bf16":
            self.autocast = torch.autocast("cpu", torch.bfloat16)
            for module in network.modules():
                if isinstance(module, nn.Conv2d) and module.dilation != (1, 1):
                    module.forward = in_float32(module.forward)

    def loss(self):
        with self.autocast:
            return self.criterion(self.network(self.images), self.labels)

    def run(self):
        """The loss, and the seconds of forward, backward, optimiser and all of them."""
        began = perf_counter()
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss()
        if self.reads_loss:
            loss.item()
        forward = perf_counter()
        loss.backward()
        backward = perf_counter()
        nn.utils.clip_grad_norm_(self.weights, 5, foreach=self.foreach)
        self.optimizer.step()
        end = perf_counter()
        return loss.detach(), (forward - began, backward - forward, end - backward, end - began)


def make_step(options, variant):
    """The step of a variant; the random weights, images and labels are the same for all."""
    torch.manual_seed(1)
    image_channels = 1 if options.image_size == 28 else 3
    network = Supernet(
        options.space, options.channels, options.cells, image_channels,
        channel_parts=options.channel_parts)
    images = torch.randn(options.batch, image_channels, options.image_size, options.image_size)
    labels = torch.randint(10, (options.batch,))
    return Step(network, images, labels, variant)


def measure_step(step, batch, steps):
    """The medians of so many steps."""
    for _ in range(WARM_UP):
        step.run()
    losses, times = zip(*(step.run() for _ in range(steps)))
    forward, backward, optimizer, total = map(statistics.median_high, zip(*times))
    return {
        "secondsPerStep": total,
        "leastSecondsPerStep": min(time[-1] for time in times),
        "forwardSeconds": forward,
        "backwardSeconds": backward,
        "optimizerSeconds": optimizer,
        "imagesPerSecond": batch / total,
        "peakMemoryBytes": peak_memory(),
        "loss": losses[-1].item(),
        "parameters": sum(weight.numel() for weight in step.weights),
    }


def peak_memory():
    """The largest memory of this process so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def positive(text):
    value = int(text)
    if value < 1:
        raise ValueError
    return value


def parse():
    def image_size(text):
        value = positive(text)
        if value % 4:
            raise argparse.ArgumentTypeError(f"{value} is not a multiple of 4")
        return value

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--space", choices=SPACES, default="darts")
    parser.add_argument("--variant", choices=VARIANTS, default="published")
    parser.add_argument("--channels", type=positive, default=16, help="initial channels C")
    parser.add_argument("--cells", type=positive, default=8)
    parser.add_argument(
        "--channel-parts", type=positive, default=1,
        help="operations compute one of so many parts of the channels; 4 in PC-DARTS")
    parser.add_argument("--batch", type=positive, default=32, help="images per step")
    parser.add_argument(
        "--image-size", type=image_size, default=32,
        help="height and width of the images; 28 means one channel, as in Fashion-MNIST")
    parser.add_argument(
        "--steps", type=positive, default=5, help="steps that count; the median is given")
    parser.add_argument("--threads", type=positive, help="threads within an operation")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if options.channels % options.channel_parts:
        parser.error(f"{options.channel_parts} parts do not divide {options.channels} channels")
    return options


def main():
    options = parse()
    if options.threads:
        torch.set_num_threads(options.threads)
    step = make_step(options, options.variant)
    result = measure_step(step, options.batch, options.steps)
    if options.json:
        print(json.dumps(result, indent=2))
        return
    print(
        "{secondsPerStep:.4f} s per step: forward {forwardSeconds:.4f}, "
        "backward {backwardSeconds:.4f}, optimiser {optimizerSeconds:.4f}\n"
        "{imagesPerSecond:.1f} images/s, peak memory {gigabytes:.2f} GB".format(
            gigabytes=result["peakMemoryBytes"] / 1e9, **result))


if __name__ == "__main__":
    main()
