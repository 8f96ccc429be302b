extension ADWPSpace {
  /// As many networks as widths have values: widths, kernels and, in the standard space, expansions have six, skipping
  /// being one of them.
  ///
  /// Where a block cannot be skipped, an expansion is drawn at random in its place. A space of fewer expansions
  /// comes back to the first of them.
  public func fairSet(using generator: inout some RandomNumberGenerator) -> [ADWPNetwork] {
    let ratios = stageWidths.map { _ in generator.shuffled(WidthRatio.allCases) }
    let blocks = (0..<self.blocks).map { _ in FairGenes(expansions, using: &generator) }
    return WidthRatio.allCases.indices.map { number in
      ADWPNetwork(
        self,
        stages: ratios.enumerated().map { stage, ratios in
          ADWPNetwork.Stage(
            widthPercent: ratios[number],
            blocks: (0..<blocksPerStage).map { position in
              let genes = blocks[stage * blocksPerStage + position]
              let canSkip = canSkip(position: position, stage: stage, ratio: ratios[number])
              return genes.block(number, canSkip: canSkip)
            })
        })
    }
  }
}

/// The values of the genes of one block, in random order.
private struct FairGenes {
  let kernels: [ADWPBlock.Kernels]
  let expansions: [ADWPBlock.Expansion?]
  let squeezes: [Bool]
  let insteadOfSkip: ADWPBlock.Expansion

  init(
    _ values: [ADWPBlock.Expansion], using generator: inout some RandomNumberGenerator
  ) {
    kernels = generator.shuffled(ADWPBlock.Kernels.allCases)
    expansions = generator.shuffled(values.map { $0 } + [nil])
    squeezes = generator.shuffled(kernels.indices.map { $0 % 2 == 0 })
    insteadOfSkip = generator.element(of: values)
  }

  func block(_ number: Int, canSkip: Bool) -> ADWPBlock? {
    guard let expansion = expansions[number % expansions.count] ?? (canSkip ? nil : insteadOfSkip)
    else { return nil }
    return ADWPBlock(
      kernels: kernels[number], expansion: expansion, squeezeExcitation: squeezes[number])
  }
}
