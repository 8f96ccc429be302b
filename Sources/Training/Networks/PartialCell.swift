internal import Architectures
internal import Torch

/// The nodes of a cell whose operations compute a part of the channels, where the others pass by (PC-DARTS, Xu et al.,
/// 2020, section 3.1 and code).
///
/// Of what a node reads, operations get the first of the parts. The other channels pass as they are, or by a 2×2 maximum
/// where the edge halves the image. Both are mixed by the weights of the edges, and the channels are then interleaved,
/// so that the next node computes others of them.
struct PartialCell {
  /// One per intermediate node, of one node each.
  private let operated, passed: [MixedCell]
  private let plan: CellPlan
  private let parts: Int

  /// Puts the terms of a cell's nodes together; they are for channels of one part.
  init(_ terms: [MixedCell.Term], plan: CellPlan, parts: Int, computation: Computation) {
    precondition(
      plan.channels % parts == 0, "\(plan.channels) channels in \(parts) parts")
    self.plan = plan
    self.parts = parts
    let edges = plan.topology.edges
    let width = plan.channels / parts
    func nodes(_ terms: [MixedCell.Term], channels: Int) -> [MixedCell] {
      plan.topology.intermediates.map { node in
        MixedCell(
          terms.filter { $0.target == node },
          topology: CellTopology(inputs: node, intermediateNodes: 1),
          nodeShape: plan.nodeShape.withChannels(channels), computation: computation)
      }
    }
    operated = nodes(terms, channels: width)
    passed = nodes(
      edges.enumerated().map { index, edge in
        MixedCell.Term(
          operation: .identity(computation: computation), source: edge.source, target: edge.target,
          weight: index)
      }, channels: plan.channels - width)
  }

  /// Inputs to the nodes of the output side by side.
  func callAsFunction(_ inputs: [Tensor], mixing: CellMixing, mode: Mode) -> Tensor {
    let weights = mixing.ofNodes
    let width = plan.channels / parts
    var first: [Tensor] = []
    var others: [Tensor] = []
    func append(_ state: Tensor, isInput: Bool) {
      first.append(state.sliced(0..<width, dimension: 1).contiguous(.channelsLast))
      let rest = state.sliced(width..<plan.channels, dimension: 1).contiguous(.channelsLast)
      others.append(isInput && plan.kind == .reduction ? halved(rest) : rest)
    }
    for input in inputs { append(input, isInput: true) }
    var states = inputs
    for (operated, passed) in zip(operated, passed) {
      let node = Tensor.concatenated(
        [
          operated(first, weights: weights, computed: mixing.computed, mode: mode),
          passed(others, weights: mixing.edges, mode: mode),
        ], dimension: 1
      ).interleaved(groups: parts)
      states.append(node)
      append(node, isInput: false)
    }
    let outputs = plan.topology.outputs.map { states[$0] }
    return outputs.count == 1 ? outputs[0] : .concatenated(outputs, dimension: 1)
  }

  /// The maximum of each 2×2 pixels; [D] an odd side gets a pixel that never is the maximum, as strided convolutions give
  /// one more.
  private func halved(_ images: Tensor) -> Tensor {
    let shape = plan.inputShape
    precondition(
      shape.height % 2 == shape.width % 2,
      "images of \(shape.height) and \(shape.width) pixels have one odd side")
    return images.maxPooled(kernelSize: 2, stride: 2, padding: shape.height % 2)
  }
}

extension Tensor {
  /// The channels of groups in turn: the first of every group, then the second of every group (channel shuffle).
  fileprivate func interleaved(groups: Int) -> Tensor {
    let (images, channels, height, width) = (size(0), size(1), size(2), size(3))
    return permuted([0, 2, 3, 1])
      .reshaped([images, height, width, groups, channels / groups])
      .permuted([0, 1, 2, 4, 3])
      .reshaped([images, height, width, channels])
      .permuted([0, 3, 1, 2])
  }
}
