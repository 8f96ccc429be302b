extension ADWPNetwork: SearchableNetwork {
  /// The genes, such as `100:3x2,5+7x6s,-,...;...`: a stage's width, then kernels, expansion and
  /// squeeze-and-excitation of its blocks.
  public var key: String {
    stages.map { stage in
      let blocks = stage.blocks.map { block in
        block.map {
          "\($0.kernels.rawValue)x\($0.expansion.rawValue)\($0.squeezeExcitation ? "s" : "")"
        } ?? "-"
      }
      return "\(stage.widthPercent.rawValue):" + blocks.joined(separator: ",")
    }.joined(separator: ";")
  }

  /// The encoding of the network as it stands.
  public var encoding: [[Float]] { ADWPEncoding(asItStands: self).blocks }

  /// The block's own name: blocks of this space differ by size alone, so that there are no choices but crops.
  public func weightScope(ofBlock index: Int, sharing: WeightSharing) -> String {
    "blocks.\(index)"
  }

  /// Every stage at its smallest width, with only the blocks that cannot be skipped.
  public static var smallest: ADWPNetwork {
    let block = ADWPBlock(kernels: .k3, expansion: .x2, squeezeExcitation: false)
    let skips = [ADWPBlock?](repeating: nil, count: ADWPSpace.blocksPerStage - 1)
    let stages = ADWPSpace.stageWidths.map { _ in
      Stage(widthPercent: .percent50, blocks: [block] + skips)
    }
    return ADWPNetwork(stages: stages).canonical
  }

  /// Every stage at its largest width, with 7x7 kernels, 6 times the channels and squeeze-and-
  /// excitation.
  public static var largest: ADWPNetwork { uniform(kernels: .k7) }

  /// The last stage's first block changes the size and is always there.
  public static var lastDepths: ClosedRange<Int> { 1...ADWPSpace.blocksPerStage }

  /// The number of blocks of the last stage.
  public var lastDepth: Int { stages[stages.count - 1].depth }

  /// The largest network without the last blocks of its last stage.
  public static func largest(lastDepth: Int) -> ADWPNetwork {
    var network = largest
    for position in lastDepth..<ADWPSpace.blocksPerStage {
      network.stages[network.stages.count - 1].blocks[position] = nil
    }
    return network
  }

  /// The largest network, and the same with the other kernels.
  public static var extremes: [ADWPNetwork] {
    [largest, uniform(kernels: .k5), uniform(kernels: .k3)]
  }

  /// The range of random networks.
  public static var trainedParameters: ClosedRange<Int> { ParameterBins().range }

  private static func uniform(kernels: ADWPBlock.Kernels) -> ADWPNetwork {
    let block = ADWPBlock(kernels: kernels, expansion: .x6, squeezeExcitation: true)
    let blocks = [ADWPBlock?](repeating: block, count: ADWPSpace.blocksPerStage)
    return ADWPNetwork(
      stages: ADWPSpace.stageWidths.map { _ in
        Stage(widthPercent: .percent100, blocks: blocks)
      })
  }

  /// Six networks: widths, kernels and expansions have six values each, skipping being one.
  ///
  /// Where a block cannot be skipped, the sixth expansion is drawn at random.
  public static func fairSet(using generator: inout some RandomNumberGenerator) -> [ADWPNetwork] {
    let ratios = ADWPSpace.stageWidths.map { _ in generator.shuffled(WidthRatio.allCases) }
    let blocks = (0..<ADWPSpace.blocks).map { _ in FairGenes(using: &generator) }
    return WidthRatio.allCases.indices.map { number in
      ADWPNetwork(
        stages: ratios.enumerated().map { stage, ratios in
          Stage(
            widthPercent: ratios[number],
            blocks: (0..<ADWPSpace.blocksPerStage).map { position in
              let genes = blocks[stage * ADWPSpace.blocksPerStage + position]
              let canSkip = ADWPSpace.canSkip(
                position: position, stage: stage, ratio: ratios[number])
              return genes.block(number, canSkip: canSkip)
            })
        })
    }
  }
}

/// The six values of the genes of one block, in random order.
private struct FairGenes {
  let kernels: [ADWPBlock.Kernels]
  let expansions: [ADWPBlock.Expansion?]
  let squeezes: [Bool]
  let insteadOfSkip: ADWPBlock.Expansion

  init(using generator: inout some RandomNumberGenerator) {
    kernels = generator.shuffled(ADWPBlock.Kernels.allCases)
    expansions = generator.shuffled(ADWPBlock.Expansion.allCases.map { $0 } + [nil])
    squeezes = generator.shuffled(kernels.indices.map { $0 % 2 == 0 })
    insteadOfSkip = generator.element(of: ADWPBlock.Expansion.allCases)
  }

  func block(_ number: Int, canSkip: Bool) -> ADWPBlock? {
    guard let expansion = expansions[number] ?? (canSkip ? nil : insteadOfSkip) else { return nil }
    return ADWPBlock(
      kernels: kernels[number], expansion: expansion, squeezeExcitation: squeezes[number])
  }
}
