public import Architectures
internal import Training

/// The candidates of a generation, one after the other.
public struct Generation<Network: SearchableNetwork> {
  private let options: SearchOptions
  private let limits: SearchLimits<Network>
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
  ///   - limits: What is rejected.
  ///   - seed: Decides everything, together with the archive.
  init(
    _ number: Int, after archive: SearchArchive<Network>, strategy: SearchStrategy,
    measure: RankingMeasure, options: SearchOptions, limits: SearchLimits<Network>, seed: Seed
  ) {
    self.options = options
    self.limits = limits
    generator = SplitMix64(seed: seed.derived("generation", number).value)
    seen = Set(archive.entries.map(\.candidate.network))
    let parents = archive.ranked(by: measure).prefix(options.parents).map(\.candidate.network)
    if strategy == .evolution, !parents.isEmpty {
      addMutants(of: parents)
      addChildren(of: parents)
    }
    fill()
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
    let limits = limits
    while candidates.count < options.population {
      let found =
        add { limits.space.random(using: &$0) } || add { limits.fitted(using: &$0) }
      guard found else { return }
    }
  }

  /// Adds the first of some draws that is new and within the limits.
  @discardableResult
  private mutating func add(_ draw: (inout SplitMix64) -> Network) -> Bool {
    guard candidates.count < options.population else { return false }
    for _ in 0..<options.tries {
      let network = draw(&generator).canonical
      guard !seen.contains(network), let candidate = limits.candidate(network) else { continue }
      seen.insert(network)
      candidates.append(candidate)
      return true
    }
    return false
  }
}
