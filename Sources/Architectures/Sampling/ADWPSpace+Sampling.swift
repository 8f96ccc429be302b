extension ADWPSpace {
  /// A random network: every gene is drawn uniformly from its values.
  ///
  /// Skipping is drawn with the expansion, as one more value of it, so that a block of the standard space that may be
  /// skipped is with probability 1/6 [R]: the reading in which random networks have the specification's 155M
  /// multiply-adds on average.
  public func random(using generator: inout some RandomNumberGenerator) -> ADWPNetwork {
    let ratios = stageWidths.map { _ in generator.element(of: WidthRatio.allCases) }
    return ADWPNetwork(
      self,
      stages: ratios.enumerated().map { stage, ratio in
        randomStage(stage, ratio: ratio, using: &generator)
      })
  }

  private func randomStage(
    _ stage: Int, ratio: WidthRatio, using generator: inout some RandomNumberGenerator
  ) -> ADWPNetwork.Stage {
    ADWPNetwork.Stage(
      widthPercent: ratio,
      blocks: (0..<blocksPerStage).map { position in
        randomBlock(
          canSkip: canSkip(position: position, stage: stage, ratio: ratio), using: &generator)
      })
  }

  /// A random network: in stages whose depth is drawn first, skips come behind all blocks.
  public func random(
    depths: DrawnDepths, using generator: inout some RandomNumberGenerator
  ) -> ADWPNetwork {
    ADWPNetwork(
      self,
      stages: stageWidths.indices.map { stage in
        let ratio = generator.element(of: WidthRatio.allCases)
        guard depths == .ofEveryStage || stage == stageWidths.count - 1 else {
          return randomStage(stage, ratio: ratio, using: &generator)
        }
        let fewest = canSkip(position: 0, stage: stage, ratio: ratio) ? 0 : 1
        let most = blocksPerStage
        let depth =
          if case .lastStage(let depth) = depths { depth } else {
            fewest + generator.index(below: most - fewest + 1)
          }
        return ADWPNetwork.Stage(
          widthPercent: ratio,
          blocks: (0..<most).map { $0 < depth ? randomBlock(using: &generator) : nil })
      })
  }

  /// A random block, or nil, which is drawn as one more expansion, for a skip.
  func randomBlock(
    canSkip: Bool, using generator: inout some RandomNumberGenerator
  ) -> ADWPBlock? {
    randomExpansion(canSkip: canSkip, using: &generator)
      .map { .random(expansion: $0, using: &generator) }
  }

  /// A random block, never a skip.
  func randomBlock(using generator: inout some RandomNumberGenerator) -> ADWPBlock {
    .random(expansion: generator.element(of: expansions), using: &generator)
  }

  func randomExpansion(
    canSkip: Bool, using generator: inout some RandomNumberGenerator
  ) -> ADWPBlock.Expansion? {
    let index = generator.index(below: expansions.count + (canSkip ? 1 : 0))
    return index < expansions.count ? expansions[index] : nil
  }
}

extension ADWPBlock {
  fileprivate static func random(
    expansion: Expansion, using generator: inout some RandomNumberGenerator
  ) -> ADWPBlock {
    ADWPBlock(
      kernels: generator.element(of: Kernels.allCases),
      expansion: expansion,
      squeezeExcitation: generator.chance(0.5)
    )
  }
}
