extension ADWPSpace: SearchSpace {
  /// Every stage at its smallest width, with only the blocks that cannot be skipped.
  public var smallest: ADWPNetwork {
    let block = ADWPBlock(
      kernels: .k3, expansion: smallestExpansion, squeezeExcitation: false)
    let stages = stageWidths.indices.map { stage in
      ADWPNetwork.Stage(
        widthPercent: .percent50,
        blocks: (0..<blocksPerStage).map {
          canSkip(position: $0, stage: stage, ratio: .percent50) ? nil : block
        })
    }
    return ADWPNetwork(self, stages: stages).canonical
  }

  /// Every stage at its largest width, with 7x7 kernels, the largest expansion and squeeze-and-excitation.
  public var largest: ADWPNetwork { uniform(kernels: .k7) }

  /// The last stage's first block changes the size and is always there.
  public var lastDepths: ClosedRange<Int> { 1...blocksPerStage }

  /// The largest network without the last blocks of its last stage.
  public func largest(lastDepth: Int) -> ADWPNetwork {
    var network = largest
    for position in lastDepth..<blocksPerStage {
      network.stages[network.stages.count - 1].blocks[position] = nil
    }
    return network
  }

  /// The largest network, and the same with the other kernels.
  public var extremes: [ADWPNetwork] {
    [largest, uniform(kernels: .k5), uniform(kernels: .k3)]
  }

  /// The range of random networks: of the standard space as the specification gives it, else of 256 of them.
  public var trainedParameters: ClosedRange<Int> {
    guard self != .standard else { return ParameterBins().range }
    let parameters = sample(256).map { $0.benchmarkPlan.totalCost.parameters }
    return (parameters.min() ?? 0)...(parameters.max() ?? 0)
  }

  private var smallestExpansion: ADWPBlock.Expansion { expansions.first ?? .x2 }
  private var largestExpansion: ADWPBlock.Expansion { expansions.last ?? .x6 }

  private func uniform(kernels: ADWPBlock.Kernels) -> ADWPNetwork {
    let block = ADWPBlock(
      kernels: kernels, expansion: largestExpansion, squeezeExcitation: true)
    return ADWPNetwork(
      self,
      stages: stageWidths.map { _ in
        ADWPNetwork.Stage(
          widthPercent: .percent100, blocks: [ADWPBlock?](repeating: block, count: blocksPerStage))
      })
  }
}
