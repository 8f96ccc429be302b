extension ADWPNetwork {
  /// A random network: every gene is drawn uniformly from its values.
  ///
  /// Skipping is drawn with the expansion, as its sixth value, so that a block that may be skipped
  /// is with probability 1/6 [R]: the reading in which random networks have the specification's
  /// 155M multiply-adds on average.
  public static func random(using generator: inout some RandomNumberGenerator) -> ADWPNetwork {
    let ratios = ADWPSpace.stageWidths.map { _ in generator.element(of: WidthRatio.allCases) }
    return ADWPNetwork(
      stages: ratios.enumerated().map { stage, ratio in
        randomStage(stage, ratio: ratio, using: &generator)
      })
  }

  private static func randomStage(
    _ stage: Int, ratio: WidthRatio, using generator: inout some RandomNumberGenerator
  ) -> Stage {
    Stage(
      widthPercent: ratio,
      blocks: (0..<ADWPSpace.blocksPerStage).map { position in
        ADWPBlock.random(
          canSkip: ADWPSpace.canSkip(position: position, stage: stage, ratio: ratio),
          using: &generator)
      })
  }

  /// A random network: in stages whose depth is drawn first, skips come behind all blocks.
  public static func random(
    depths: DrawnDepths, using generator: inout some RandomNumberGenerator
  ) -> ADWPNetwork {
    ADWPNetwork(
      stages: ADWPSpace.stageWidths.indices.map { stage in
        let ratio = generator.element(of: WidthRatio.allCases)
        guard depths == .ofEveryStage || stage == ADWPSpace.stageWidths.count - 1 else {
          return randomStage(stage, ratio: ratio, using: &generator)
        }
        let fewest = ADWPSpace.canSkip(position: 0, stage: stage, ratio: ratio) ? 0 : 1
        let most = ADWPSpace.blocksPerStage
        let depth =
          if case .lastStage(let depth) = depths { depth } else {
            fewest + generator.index(below: most - fewest + 1)
          }
        return Stage(
          widthPercent: ratio,
          blocks: (0..<most).map { $0 < depth ? ADWPBlock.random(using: &generator) : nil })
      })
  }
}

extension ADWPBlock {
  /// A random block, or nil, which is drawn as a sixth expansion, for a skip.
  static func random(
    canSkip: Bool, using generator: inout some RandomNumberGenerator
  ) -> ADWPBlock? {
    randomExpansion(canSkip: canSkip, using: &generator)
      .map { random(expansion: $0, using: &generator) }
  }

  /// A random block, never a skip.
  static func random(using generator: inout some RandomNumberGenerator) -> ADWPBlock {
    random(expansion: generator.element(of: Expansion.allCases), using: &generator)
  }

  static func randomExpansion(
    canSkip: Bool, using generator: inout some RandomNumberGenerator
  ) -> Expansion? {
    let expansions = Expansion.allCases
    let index = generator.index(below: expansions.count + (canSkip ? 1 : 0))
    return index < expansions.count ? expansions[index] : nil
  }

  private static func random(
    expansion: Expansion, using generator: inout some RandomNumberGenerator
  ) -> ADWPBlock {
    ADWPBlock(
      kernels: generator.element(of: Kernels.allCases),
      expansion: expansion,
      squeezeExcitation: generator.chance(0.5)
    )
  }
}
