/// An `ADWPNetwork` as numbers in [0, 1]: 18 for each of its blocks, of which the standard space has 18.
///
/// The encoding is that of the canonical form, so equal networks have equal encodings; different
/// ones have different encodings. A skipped block has no kernels, branches, expansion, hidden
/// channels and squeeze-and-excitation: they are 0.
public struct ADWPEncoding: Hashable, Sendable {
  /// What a number says; the order of the cases is that of the numbers of a block.
  public enum Field: Int, Hashable, Sendable, CaseIterable {
    /// 1 with a 3x3 kernel.
    case kernel3
    /// 1 with a 5x5 kernel.
    case kernel5
    /// 1 with a 7x7 kernel.
    case kernel7
    /// The number of branches, divided by 2.
    case branches
    /// The expansion, divided by the largest of the space.
    case expansion
    /// The input channels, divided by the most that the stem or a stage of the space has.
    case inputChannels
    /// The output channels, divided by the same.
    case outputChannels
    /// The hidden channels, divided by that times the largest expansion.
    case hiddenChannels
    /// 1 with squeeze-and-excitation.
    case squeezeExcitation
    /// 1 in a skipped block.
    case skip
    /// 1 in the first stage.
    case stage1
    /// 1 in the second stage.
    case stage2
    /// 1 in the third stage.
    case stage3
    /// The position in the stage: 0 for the first block, 1 for the last.
    case position
    /// The number of blocks of the stage that are not skipped, divided by all of them.
    case stageDepth
    /// The width ratio of the first stage.
    case widthRatio1
    /// The width ratio of the second stage.
    case widthRatio2
    /// The width ratio of the third stage.
    case widthRatio3
  }

  /// The numbers of every block, `Field.allCases.count` each.
  public let blocks: [[Float]]

  /// The numbers of all blocks in a row; 324 in the standard space.
  public var values: [Float] { blocks.flatMap(\.self) }

  /// The number that says `field` of a block.
  public subscript(block: Int, field: Field) -> Float { blocks[block][field.rawValue] }

  /// Encodes a network; one that `validate()` rejects is a programming error.
  public init(_ network: ADWPNetwork) {
    self.init(asItStands: network.canonical)
  }

  /// Encodes a network with the skips where they are.
  init(asItStands network: ADWPNetwork) {
    let space = network.space
    let largestWidth = Float(max(space.stemChannels, space.stageWidths.max() ?? 1))
    let largestExpansion = Float(space.expansions.last?.rawValue ?? 1)
    let ratios = network.stages.map { Float($0.widthPercent.fraction) }
    let genes = network.stages.flatMap(\.blocks)
    blocks = zip(network.plan().blocks, genes).map { block, gene in
      let stage = network.stages[block.stage]
      let position = block.index % space.blocksPerStage
      return Field.allCases.map { field in
        switch field {
        case .kernel3: gene.has(kernel: 3)
        case .kernel5: gene.has(kernel: 5)
        case .kernel7: gene.has(kernel: 7)
        case .branches: Float(gene?.kernels.sizes.count ?? 0) / 2
        case .expansion: Float(gene?.expansion.rawValue ?? 0) / largestExpansion
        case .inputChannels: Float(block.input.channels) / largestWidth
        case .outputChannels: Float(block.output.channels) / largestWidth
        case .hiddenChannels:
          Float((gene?.expansion.rawValue ?? 0) * block.input.channels)
            / (largestExpansion * largestWidth)
        case .squeezeExcitation: gene?.squeezeExcitation == true ? 1 : 0
        case .skip: gene == nil ? 1 : 0
        case .stage1: block.stage == 0 ? 1 : 0
        case .stage2: block.stage == 1 ? 1 : 0
        case .stage3: block.stage == 2 ? 1 : 0
        case .position: Float(position) / Float(max(space.blocksPerStage - 1, 1))
        case .stageDepth: Float(stage.depth) / Float(space.blocksPerStage)
        case .widthRatio1: ratios[0]
        case .widthRatio2: ratios[1]
        case .widthRatio3: ratios[2]
        }
      }
    }
  }
}

extension ADWPBlock? {
  fileprivate func has(kernel size: Int) -> Float {
    self?.kernels.sizes.contains(size) == true ? 1 : 0
  }
}
