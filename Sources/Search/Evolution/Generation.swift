public import Architectures
internal import Training

/// The candidates of a generation, one after the other.
struct Generation<Network: EvolvableNetwork> {
  private let options: SearchOptions
  private let size: Int
  private let source: CandidateSource<Network>
  private var generator: SplitMix64
  private var seen: Set<Network>
  private(set) var candidates: [SearchCandidate<Network>] = []

  /// Finds the candidates of a generation.
  ///
  /// - Parameters:
  ///   - number: From 0.
  ///   - archive: What was evaluated before it.
  ///   - strategy: How to find them.
  ///   - measure: What parents are ranked by.
  ///   - options: Sizes, chances and tries.
  ///   - source: Where networks come from.
  ///   - seed: Decides everything, together with the archive.
  init(
    _ number: Int, after archive: SearchArchive<Network>, strategy: SearchStrategy,
    measure: RankingMeasure, options: SearchOptions, source: CandidateSource<Network>, seed: Seed
  ) {
    self.options = options
    self.source = source
    size = strategy == .aging && !archive.entries.isEmpty ? 1 : options.population
    generator = SplitMix64(seed: seed.derived("generation", number).value)
    seen = Set(archive.entries.map(\.candidate.network))
    if !archive.entries.isEmpty {
      switch strategy {
      case .evolution:
        let parents = archive.ranked(by: measure).prefix(options.parents).map(\.candidate.network)
        addMutants(of: parents)
        addChildren(of: parents)
      case .aging: addMutant(ofBestIn: archive, by: measure)
      case .random: break
      }
    }
    fill()
  }

  /// Of the best of as many as may be parents, drawn from as many of the youngest as a population has.
  ///
  /// [D] A mutant that was there before is drawn again, from another parent; the paper trains it once more.
  private mutating func addMutant(
    ofBestIn archive: SearchArchive<Network>, by measure: RankingMeasure
  ) {
    let youngest = Array(archive.entries.suffix(options.population))
    let (options, neighbor) = (options, source.neighbor)
    add { generator in
      var best = generator.element(of: youngest)
      for _ in 1..<max(options.parents, 1) {
        let other = generator.element(of: youngest)
        if measure.score(other.evaluation) > measure.score(best.evaluation) { best = other }
      }
      let parent = best.candidate.network
      return neighbor?(parent, &generator)
        ?? parent.mutated(probability: options.mutationProbability, using: &generator)
    }
  }

  private mutating func addMutants(of parents: [Network]) {
    let probability = options.mutationProbability
    for _ in 0..<options.mutants {
      add {
        let parent = $0.element(of: parents)
        return parent.mutated(probability: probability, using: &$0)
      }
    }
  }

  private mutating func addChildren(of parents: [Network]) {
    for _ in 0..<options.crossovers {
      add {
        let mother = $0.element(of: parents)
        return mother.crossed(with: $0.element(of: parents), using: &$0)
      }
    }
  }

  /// Random networks, until the population is complete or none are found.
  private mutating func fill() {
    while candidates.count < size {
      guard add(source.random) || add(source.fitted) else { return }
    }
  }

  /// Adds the first of some draws that is new and within the limits.
  @discardableResult
  private mutating func add(_ draw: (inout SplitMix64) -> Network) -> Bool {
    guard candidates.count < size else { return false }
    for _ in 0..<options.tries {
      let network = draw(&generator).canonical
      guard !seen.contains(network), let candidate = source.candidate(network) else { continue }
      seen.insert(network)
      candidates.append(candidate)
      return true
    }
    return false
  }
}
