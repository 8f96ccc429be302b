"""Compact networks by hand in plain PyTorch, as `nas bench train` names them."""

import importlib.util

from torch import nn

#: Inverted residuals that expand this many times.
EXPANSION = 3


def convolution(inputs, outputs, size=3, stride=1, groups=1, rectified=True):
    layers = [
        nn.Conv2d(inputs, outputs, size, stride, size // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([nn.ReLU()] if rectified else []))


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        hidden = EXPANSION * inputs
        self.is_residual = stride == 1 and inputs == outputs
        self.layers = nn.Sequential(
            convolution(inputs, hidden, 1), convolution(hidden, hidden, 3, stride, hidden),
            convolution(hidden, outputs, 1, rectified=False))

    def forward(self, x):
        return x + self.layers(x) if self.is_residual else self.layers(x)


def mobilenet(stages, width, image_channels):
    """Layers and output channels: stages of two inverted residuals, each of half the size."""
    layers, channels = [convolution(image_channels, width)], width
    for stage in range(stages):
        for stride in (2, 1):
            layers.append(InvertedResidual(channels, width << stage, stride))
            channels = width << stage
    head = width * (6 if stages == 2 else 8)
    return [*layers, convolution(channels, head, 1)], head


def plain(width, image_channels):
    """Layers and output channels: three convolutions, two pools between."""
    return [
        convolution(image_channels, width), nn.MaxPool2d(2), convolution(width, 2 * width),
        nn.MaxPool2d(2), convolution(2 * width, 4 * width)], 4 * width


NETWORKS = {
    "mobilenet": lambda *sizes: mobilenet(2, *sizes),
    "mobilenet3": lambda *sizes: mobilenet(3, *sizes),
    "plain": plain,
}


def exported(path):
    """The network of a model.py from `nas export --format pytorch`, with new weights."""
    spec = importlib.util.spec_from_file_location("exported", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network = module.Network()
    network.weights = lambda: list(network.parameters())
    return network


class CompactNetwork(nn.Module):
    def __init__(self, name, width, image_channels=1, classes=10):
        super().__init__()
        layers, channels = NETWORKS[name](width, image_channels)
        self.layers = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.classifier = nn.Linear(channels, classes)

    def weights(self):
        return list(self.parameters())

    def forward(self, images):
        return self.classifier(self.layers(images))
