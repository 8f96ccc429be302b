extension ADWPNetwork {
  /// A mutant: every gene is drawn anew with the given probability.
  ///
  /// A gene may be drawn as it was, as in the code of single-path one-shot search. A skipped block
  /// that is not skipped any more gets random genes, and so does one that a new width of its stage
  /// forbids to skip.
  ///
  /// - Parameters:
  ///   - probability: The probability for each gene, 0 to 1; 0.1 in MetaPruning and single-path
  ///     one-shot search.
  ///   - generator: What every draw comes from.
  /// - Returns: A valid network, if this one is.
  public func mutated(
    probability: Double = 0.1, using generator: inout some RandomNumberGenerator
  ) -> ADWPNetwork {
    precondition((0...1).contains(probability), "a probability of \(probability)")
    var mutant = self
    for index in stages.indices {
      if generator.chance(probability) {
        mutant.stages[index].widthPercent = generator.element(of: WidthRatio.allCases)
      }
      let ratio = mutant.stages[index].widthPercent
      for (position, block) in stages[index].blocks.enumerated() {
        let canSkip = space.canSkip(position: position, stage: index, ratio: ratio)
        mutant.stages[index].blocks[position] =
          block.mutated(
            in: space, probability: probability, canSkip: canSkip, using: &generator)
          ?? (canSkip ? nil : space.randomBlock(using: &generator))
      }
    }
    return mutant
  }

  /// A child: every width ratio and every block, as a whole, comes from either parent alike [R].
  ///
  /// Where the child's width forbids the skip that it inherited, it gets the other parent's block;
  /// where that one is skipped as well, a random one.
  ///
  /// - Parameters:
  ///   - other: The other parent, of the same space.
  ///   - generator: What every draw comes from.
  /// - Returns: A valid network, if the parents are.
  public func crossed(
    with other: ADWPNetwork, using generator: inout some RandomNumberGenerator
  ) -> ADWPNetwork {
    precondition(space == other.space, "parents of two spaces")
    var child = self
    for (index, (mine, theirs)) in zip(stages, other.stages).enumerated() {
      let ratio = generator.chance(0.5) ? mine.widthPercent : theirs.widthPercent
      child.stages[index].widthPercent = ratio
      for (position, (first, second)) in zip(mine.blocks, theirs.blocks).enumerated() {
        let (chosen, rest) = generator.chance(0.5) ? (first, second) : (second, first)
        let canSkip = space.canSkip(position: position, stage: index, ratio: ratio)
        child.stages[index].blocks[position] =
          chosen ?? (canSkip ? nil : rest ?? space.randomBlock(using: &generator))
      }
    }
    return child
  }
}

extension ADWPBlock? {
  fileprivate func mutated(
    in space: ADWPSpace, probability: Double, canSkip: Bool,
    using generator: inout some RandomNumberGenerator
  ) -> ADWPBlock? {
    guard var block = self else {
      return generator.chance(probability)
        ? space.randomBlock(canSkip: canSkip, using: &generator) : nil
    }
    if generator.chance(probability) {
      block.kernels = generator.element(of: ADWPBlock.Kernels.allCases)
    }
    if generator.chance(probability) { block.squeezeExcitation = generator.chance(0.5) }
    guard generator.chance(probability) else { return block }
    guard let expansion = space.randomExpansion(canSkip: canSkip, using: &generator) else {
      return nil
    }
    block.expansion = expansion
    return block
  }
}
