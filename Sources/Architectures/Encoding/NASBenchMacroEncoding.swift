/// A `NASBenchMacroNetwork` as numbers in [0, 1]: 11 for each of its 8 layers [R].
///
/// Of a layer: one number for each choice, 1 for the one that it has; input, output and hidden
/// channels, divided by their largest values; one number for each stage; the position in the stage;
/// the part of the stage's layers that are not identities.
public struct NASBenchMacroEncoding: Hashable, Sendable {
  /// The numbers of every layer.
  public let layers: [[Float]]

  /// Encodes a network as it stands; equal networks have equal encodings in their canonical forms.
  public init(_ network: NASBenchMacroNetwork) {
    let plan = network.plan()
    let stages = network.stages
    layers = zip(plan.blocks, network.choices).map { block, choice in
      let stage = stages[block.stage]
      let position = Float(block.index - stage.startIndex)
      let depth = Float(stage.count { $0 != .identity })
      let width = Float(NASBenchMacroNetwork.stageWidths.max() ?? 1)
      let hidden: Int
      if case .invertedResidual(let inner) = block.kind {
        hidden = inner.hiddenChannels
      } else {
        hidden = 0
      }
      return NASBenchMacroNetwork.Choice.allCases.map { $0 == choice ? 1 : 0 }
        + [
          Float(block.input.channels) / width, Float(block.output.channels) / width,
          Float(hidden) / (Self.largestExpansion * width),
        ] + stages.indices.map { $0 == block.stage ? 1 : 0 }
        + [position / Float(max(stage.count - 1, 1)), depth / Float(stage.count)]
    }
  }

  private static let largestExpansion: Float = 6
}
