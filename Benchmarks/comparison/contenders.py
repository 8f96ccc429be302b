"""What is compared, and on what: a new line in a list here is all that a new one takes."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Configuration:
    """A supernet and its images."""

    kind = "supernet"

    name: str
    title: str
    space: str
    channels: int
    cells: int
    batch: int
    image_size: int
    #: Operations compute one of so many parts of the channels.
    channel_parts: int = 1

    def arguments(self, program):
        return [
            "--space", self.space, "--channels", str(self.channels), "--cells", str(self.cells),
            "--batch", str(self.batch), "--image-size", str(self.image_size),
            "--channel-parts", str(self.channel_parts),
        ]

    def sized(self, **sizes):
        """This configuration with another `batch` or other `cells`."""
        return replace(self, **sizes)

    def __str__(self):
        return (
            f"{self.title}: C={self.channels}, {self.cells} cells, batch {self.batch}, "
            f"{self.image_size}×{self.image_size}")


@dataclass(frozen=True)
class TrainingConfiguration:
    """A network by hand, for grey images of 28×28."""

    kind = "train"

    name: str
    title: str
    network: str
    width: int
    batch: int

    def arguments(self, program):
        return [self.network, "--width", str(self.width), "--batch", str(self.batch)]

    def __str__(self):
        return f"{self.title}: width {self.width}, batch {self.batch}, 28×28"


@dataclass(frozen=True)
class FoundConfiguration:
    """The network of a run on grey images of 28×28, and the model.py exported from it."""

    kind = "train"
    batch = 128

    run: str
    module: str

    def arguments(self, program):
        network = self.run if program == "nas" else self.module
        return [network, "--batch", str(self.batch)]

    def __str__(self):
        return f"Found by {self.run}: batch {self.batch}, 28×28"


@dataclass(frozen=True)
class Contender:
    """A way to compute the step: a program, nas or pytorch, and its own arguments.

    `kinds` are those of the configurations that it takes part in.
    """

    name: str
    title: str
    program: str
    arguments: tuple
    kinds: tuple = ("supernet",)


def _by_name(*values):
    return {value.name: value for value in values}


CONFIGURATIONS = _by_name(
    Configuration("darts", "DARTS", "darts", 16, 8, 32, 32),
    Configuration("pc-darts", "PC-DARTS, K=4", "darts", 16, 8, 32, 32, channel_parts=4),
    Configuration("hm-nas", "HM-NAS", "hm-nas", 36, 3, 64, 32),
    Configuration("hm-nas-28", "HM-NAS, one image channel", "hm-nas", 8, 3, 64, 28),
    # Shows within seconds that everything runs; its times say nothing.
    Configuration("tiny", "DARTS, tiny", "darts", 4, 3, 4, 16),
    TrainingConfiguration("mobilenet", "MobileNet, two stages", "mobilenet", 16, 128),
    TrainingConfiguration("mobilenet3", "MobileNet, three stages", "mobilenet3", 16, 128),
    TrainingConfiguration("plain", "Three convolutions", "plain", 20, 128),
)

SUPERNETS = [name for name, value in CONFIGURATIONS.items() if value.kind == "supernet"]

#: Those measured where none is named.
DEFAULT_CONFIGURATIONS = ("darts", "pc-darts", "hm-nas", "hm-nas-28")

CONTENDERS = _by_name(
    Contender(
        "published", "PyTorch, published", "pytorch", ("--variant", "published"),
        ("supernet", "train")),
    Contender("tuned", "PyTorch, tuned", "pytorch", ("--variant", "tuned"), ("supernet", "train")),
    Contender("bf16", "PyTorch, tuned, bf16", "pytorch", ("--variant", "bf16")),
    Contender("reference", "swift-nas, reference engine", "nas", ("--engine", "reference")),
    Contender("fused", "swift-nas, fused engine", "nas", ("--engine", "fused")),
    Contender(
        "fused-bf16", "swift-nas, fused engine, bf16", "nas",
        ("--engine", "fused", "--precision", "bf16")),
    Contender("training", "swift-nas, final training", "nas", (), ("train",)),
)

#: What the others are held against.
BASELINES = ("published", "tuned")

#: The contender of --scaling.
SCALED = "fused"
