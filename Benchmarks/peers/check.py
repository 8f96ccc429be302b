#!/usr/bin/env python3
"""Checks that the peers compute what they should, so that their times mean something.

Sizes are the known ones; the losses and gradients are those of the golden numbers in
Tests/Fixtures; and from the same weights the variants train alike.
"""

from argparse import Namespace
from pathlib import Path

import torch
from safetensors.torch import load_file

from compact import CompactNetwork
from network import Supernet
from supernet import VARIANTS, Step, make_step

GOLDEN = Path(__file__).resolve().parents[2] / "Tests" / "Fixtures" / "supernet.safetensors"

#: Space, channels, parts, cells and the number of weights: DARTS reports 1.93M, HM-NAS 3M.
SIZES = (
    ("darts", 16, 1, 8, 1_930_618),
    ("darts", 16, 4, 8, 299_578),
    ("hm-nas", 36, 1, 3, 2_950_390),
    ("hm-nas", 8, 1, 3, 209_442),
    ("hm-nas", 16, 1, 3, 673_850),
)

#: Network by hand, width, and the number of weights for grey images, as `nas count` has it.
COMPACT_SIZES = (
    ("mobilenet", 16, 19_242),
    ("mobilenet3", 16, 62_538),
    ("plain", 20, 37_270),
)

#: The largest relative difference of a loss or gradient; bfloat16 keeps 8 bits.
TOLERANCE = {"published": 1e-4, "tuned": 1e-4, "bf16": 2e-2}


def main():
    check_sizes()
    check_golden()
    for space, parts in (("darts", 1), ("darts", 4), ("hm-nas", 1)):
        check_variants(space, parts)


def check_sizes():
    for space, channels, parts, cells, expected in SIZES:
        network = Supernet(space, channels, cells, channel_parts=parts)
        count = sum(weight.numel() for weight in network.weights())
        name = f"{space}, C={channels}, K={parts}, {cells} cells"
        assert count == expected, f"{name}: {count} weights, not {expected}"
        print(f"{name}: {count:,} weights")
    for name, width, expected in COMPACT_SIZES:
        count = sum(weight.numel() for weight in CompactNetwork(name, width).weights())
        assert count == expected, f"{name} {width}: {count} weights, not {expected}"
        print(f"{name}, width {width}: {count:,} weights")


def check_golden():
    golden = load_file(GOLDEN)
    given = {
        name.split(".", 1)[1]: value for name, value in golden.items()
        if name.startswith(("param.", "buffer."))}
    gradients = {
        name.removeprefix("grad."): value for name, value in golden.items()
        if name.startswith("grad.")}
    for variant in ("published", "tuned"):
        network = Supernet("hm-nas", channels=4, cells=3, classes=5)
        missing, unexpected = network.load_state_dict(given, strict=False)
        assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
        loss = Step(network, golden["input"], golden["labels"], variant).loss()
        loss.backward()
        found = {name: value.grad for name, value in network.named_parameters()}
        assert found.keys() == gradients.keys()
        apart = max(
            [difference(loss, golden["loss"])]
            + [difference(found[name], value) for name, value in gradients.items()])
        assert apart < TOLERANCE[variant], f"{variant} is {apart:.1e} from the golden numbers"
        print(f"hm-nas, {variant}: within {apart:.1e} of the golden loss and gradients")


def difference(value, reference):
    """The largest difference, relative to the largest magnitude of `reference`."""
    return ((value - reference).abs().max() / reference.abs().max()).item()


def check_variants(space, parts):
    """From the same weights, every variant has the losses of the published one for some steps."""
    options = Namespace(
        space=space, channels=4, channel_parts=parts, cells=3, batch=4, image_size=32)
    losses = {}
    for variant in VARIANTS:
        step = make_step(options, variant)
        losses[variant] = torch.stack([step.run()[0] for _ in range(4)])
        apart = difference(losses[variant], losses["published"])
        assert apart < TOLERANCE[variant], f"{space}, K={parts}, {variant}: losses {losses}"
        numbers = ", ".join(f"{loss:.6f}" for loss in losses[variant])
        print(f"{space}, K={parts}, {variant}: losses {numbers}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
