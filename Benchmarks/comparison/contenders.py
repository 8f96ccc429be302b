"""What is compared, and on what: a new line in a list here is all that a new one takes."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Configuration:
    """A supernet and its images."""

    name: str
    title: str
    space: str
    channels: int
    cells: int
    batch: int
    image_size: int

    @property
    def arguments(self):
        return [
            "--space", self.space, "--channels", str(self.channels), "--cells", str(self.cells),
            "--batch", str(self.batch), "--image-size", str(self.image_size),
        ]

    def sized(self, **sizes):
        """This configuration with another `batch` or other `cells`."""
        return replace(self, **sizes)

    def __str__(self):
        return (
            f"{self.title}: C={self.channels}, {self.cells} cells, batch {self.batch}, "
            f"{self.image_size}×{self.image_size}")


@dataclass(frozen=True)
class Contender:
    """A way to compute the step: a program, nas or pytorch, and its own arguments."""

    name: str
    title: str
    program: str
    arguments: tuple


def _by_name(*values):
    return {value.name: value for value in values}


CONFIGURATIONS = _by_name(
    Configuration("darts", "DARTS", "darts", 16, 8, 32, 32),
    Configuration("hm-nas", "HM-NAS", "hm-nas", 36, 3, 64, 32),
    Configuration("hm-nas-28", "HM-NAS, one image channel", "hm-nas", 8, 3, 64, 28),
    # Shows within seconds that everything runs; its times say nothing.
    Configuration("tiny", "DARTS, tiny", "darts", 4, 3, 4, 16),
)

#: Those measured where none is named.
DEFAULT_CONFIGURATIONS = ("darts", "hm-nas", "hm-nas-28")

CONTENDERS = _by_name(
    Contender("published", "PyTorch, published", "pytorch", ("--variant", "published")),
    Contender("tuned", "PyTorch, tuned", "pytorch", ("--variant", "tuned")),
    Contender("bf16", "PyTorch, tuned, bf16", "pytorch", ("--variant", "bf16")),
    Contender("reference", "swift-nas, reference engine", "nas", ("--engine", "reference")),
    Contender("fused", "swift-nas, fused engine", "nas", ("--engine", "fused")),
    Contender(
        "fused-bf16", "swift-nas, fused engine, bf16", "nas",
        ("--engine", "fused", "--precision", "bf16")),
)

#: What the others are held against.
BASELINES = ("published", "tuned")

#: The contender of --scaling.
SCALED = "fused"
