"""Supernets in plain PyTorch, written as the published DARTS code writes its own.

A module per operation, and mixtures summed up in Python. Parameters carry the names of swift-nas's
state files.
"""

from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn

KINDS = ("normal", "reduction")

#: The edges that enter each intermediate node: node t = 2...5 sees the nodes 0..<t.
NODES = (slice(0, 2), slice(2, 5), slice(5, 9), slice(9, 14))
EDGE_COUNT = 14


def chain(**modules):
    """Modules that run one after the other, under the names given."""
    return nn.Sequential(OrderedDict(modules))


def batch_norm(channels):
    """Batch normalisation inside cells: no scale, no shift, as long as the search goes on."""
    return nn.BatchNorm2d(channels, affine=False)


def depthwise(channels, size, stride, padding, dilation=1):
    return nn.Conv2d(
        channels, channels, size, stride, padding, dilation, groups=channels, bias=False)


def pointwise(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 1, stride, bias=False)


class Zero(nn.Module):
    """The operation `none`, which the published code computes: the input times zero."""

    def __init__(self, stride):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        return x[:, :, ::self.stride, ::self.stride].mul(0.0)


class FactorizedReduce(nn.Module):
    """Halves an even height and width: half the channels see the even pixels, half the odd."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = pointwise(inputs, outputs // 2, stride=2)
        self.conv2 = pointwise(inputs, outputs // 2, stride=2)
        self.bn = batch_norm(outputs)

    def forward(self, x):
        x = F.relu(x)
        return self.bn(torch.cat([self.conv1(x), self.conv2(x[:, :, 1:, 1:])], dim=1))


def skip_connect(channels, stride):
    return nn.Identity() if stride == 1 else FactorizedReduce(channels, channels)


def max_pool(channels, stride):
    return chain(pool=nn.MaxPool2d(3, stride, padding=1), bn=batch_norm(channels))


def average_pool(channels, stride):
    pool = nn.AvgPool2d(3, stride, padding=1, count_include_pad=False)
    return chain(pool=pool, bn=batch_norm(channels))


def separable(size):
    return lambda channels, stride: chain(
        relu1=nn.ReLU(), depthwise1=depthwise(channels, size, stride, size // 2),
        pointwise1=pointwise(channels, channels), bn1=batch_norm(channels),
        relu2=nn.ReLU(), depthwise2=depthwise(channels, size, 1, size // 2),
        pointwise2=pointwise(channels, channels), bn2=batch_norm(channels))


def dilated(size):
    return lambda channels, stride: chain(
        relu=nn.ReLU(), depthwise=depthwise(channels, size, stride, size - 1, dilation=2),
        pointwise=pointwise(channels, channels), bn=batch_norm(channels))


#: The candidates of an edge, in the order of the columns of alpha: (channels, stride) -> module.
HM_NAS = {
    "max_pool_3x3": max_pool,
    "avg_pool_3x3": average_pool,
    "skip_connect": skip_connect,
    "sep_conv_3x3": separable(3),
    "sep_conv_5x5": separable(5),
    "dil_conv_3x3": dilated(3),
    "dil_conv_5x5": dilated(5),
}
SPACES = {"hm-nas": HM_NAS, "darts": {"none": lambda channels, stride: Zero(stride)} | HM_NAS}


class MixedOperation(nn.ModuleDict):
    """The weighted sum of the candidates on one input (equation 1 of HM-NAS)."""

    def __init__(self, operations, channels, stride):
        super().__init__({name: make(channels, stride) for name, make in operations.items()})

    def forward(self, x, weights):
        return sum(weight * operation(x) for weight, operation in zip(weights, self.values()))


class PartialOperation(MixedOperation):
    """The candidates on the first of so many parts of the channels; the others pass (PC-DARTS)."""

    def __init__(self, operations, channels, stride, parts):
        super().__init__(operations, channels // parts, stride)
        self.stride = stride
        self.parts = parts

    def forward(self, x, weights):
        width = x.size(1) // self.parts
        mixed, others = super().forward(x[:, :width], weights), x[:, width:]
        if self.stride == 2:
            others = F.max_pool2d(others, 2, 2)
        return shuffled(torch.cat([mixed, others], dim=1), self.parts)


def shuffled(x, groups):
    """Channel i * groups + g is channel g * (C / groups) + i; one copy, in the layout of `x`."""
    if x.is_contiguous(memory_format=torch.channels_last):
        last = x.permute(0, 2, 3, 1).unflatten(3, (groups, -1))
        return last.transpose(3, 4).flatten(3).permute(0, 3, 1, 2)
    return x.unflatten(1, (groups, -1)).transpose(1, 2).flatten(1, 2)


class Cell(nn.Module):
    def __init__(
            self, operations, inputs0, inputs1, channels, channel_parts, reduces, previous_reduces):
        super().__init__()
        self.kind = "reduction" if reduces else "normal"
        self.preprocess0 = (
            FactorizedReduce(inputs0, channels) if previous_reduces
            else self._relu_conv_bn(inputs0, channels))
        self.preprocess1 = self._relu_conv_bn(inputs1, channels)
        self.edges = nn.ModuleList(
            self._edge(operations, channels, 2 if reduces and source < 2 else 1, channel_parts)
            for target in range(2, 2 + len(NODES)) for source in range(target))

    @staticmethod
    def _edge(operations, channels, stride, parts):
        if parts == 1:
            return MixedOperation(operations, channels, stride)
        return PartialOperation(operations, channels, stride, parts)

    @staticmethod
    def _relu_conv_bn(inputs, outputs):
        return chain(relu=nn.ReLU(), conv=pointwise(inputs, outputs), bn=batch_norm(outputs))

    def forward(self, input0, input1, alpha, beta):
        """`alpha`: weights of operations, [14, operations]; `beta`: of edges, [14], or None."""
        states = [self.preprocess0(input0), self.preprocess1(input1)]
        for node in NODES:
            mixed = (
                edge(state, weights)
                for edge, state, weights in zip(self.edges[node], states, alpha[node]))
            if beta is not None:
                mixed = (weight * output for weight, output in zip(beta[node], mixed))
            states.append(sum(mixed))
        return torch.cat(states[2:], dim=1)


class Supernet(nn.Module):
    """HM-NAS's space weighs edges as well as operations (its equation 2); DARTS's does not.

    With `channel_parts`, of which operations compute one, it is PC-DARTS's, which weighs them too.
    """

    def __init__(self, space, channels, cells, image_channels=3, classes=10, channel_parts=1):
        super().__init__()
        operations = SPACES[space]
        inputs0 = inputs1 = 3 * channels
        self.stem = chain(
            conv=nn.Conv2d(image_channels, inputs1, 3, padding=1, bias=False),
            bn=nn.BatchNorm2d(inputs1))
        self.cells = nn.ModuleList()
        previous_reduces = False
        for index in range(cells):
            reduces = index in (cells // 3, 2 * cells // 3)
            channels *= 2 if reduces else 1
            self.cells.append(Cell(
                operations, inputs0, inputs1, channels, channel_parts, reduces, previous_reduces))
            inputs0, inputs1 = inputs1, len(NODES) * channels
            previous_reduces = reduces
        self.pooling = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Linear(inputs1, classes)
        self.alpha = self._architecture(EDGE_COUNT, len(operations))
        weighs_edges = space == "hm-nas" or channel_parts > 1
        self.beta = self._architecture(EDGE_COUNT) if weighs_edges else None

    @staticmethod
    def _architecture(*shape):
        return nn.ParameterDict({kind: nn.Parameter(1e-3 * torch.randn(shape)) for kind in KINDS})

    def weights(self):
        """The parameters that are not of the architecture."""
        return [
            value for name, value in self.named_parameters()
            if not name.startswith(("alpha.", "beta."))]

    def forward(self, images):
        input0 = input1 = self.stem(images)
        for cell in self.cells:
            alpha = self.alpha[cell.kind].softmax(dim=-1)
            beta = self._edge_weights(cell.kind)
            input0, input1 = input1, cell(input0, input1, alpha, beta)
        return self.classifier(self.pooling(input1).flatten(1))

    def _edge_weights(self, kind):
        if self.beta is None:
            return None
        return torch.cat([self.beta[kind][node].softmax(dim=0) for node in NODES])
