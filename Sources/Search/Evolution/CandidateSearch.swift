package import Architectures
internal import Foundation
package import Torch
package import Tracking
package import Training

/// A search as a stage: an epoch is a generation, a step is a candidate.
///
/// The archive is its state, so it goes on after any candidate. What is measured by is a function: tests search with one of
/// their own.
package final class CandidateSearch<Network: SearchableNetwork>: Stage {
  package let name: StageName
  package private(set) var archive = SearchArchive<Network>()
  private let strategy: SearchStrategy
  private let options: SearchOptions
  private let measure: RankingMeasure
  private let limits: SearchLimits<Network>
  /// Held-out images that an evaluation is made on.
  private let images: Int
  private let evaluate: (Network) throws -> Evaluation
  private let seed: Seed

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - strategy: How candidates are found; also the stage's name.
  ///   - options: Sizes and chances.
  ///   - measure: What networks are ranked by.
  ///   - limits: What is rejected.
  ///   - images: Images of an evaluation.
  ///   - seed: Of the run.
  ///   - evaluate: Measures a network; called once for each.
  package init(
    _ strategy: SearchStrategy, options: SearchOptions, measure: RankingMeasure,
    limits: SearchLimits<Network>, images: Int, seed: Seed,
    evaluate: @escaping (Network) throws -> Evaluation
  ) {
    name = strategy.stage
    self.strategy = strategy
    self.options = options
    self.measure = measure
    self.limits = limits
    self.images = images
    self.seed = seed.derived(strategy.rawValue)
    self.evaluate = evaluate
  }

  package var epochs: Int { options.generations }
  package var stepsPerEpoch: Int { options.population }

  package func step(_ position: StepPosition, meter: inout Meter) throws {
    if position.step == 0 {
      archive.generation =
        Generation(
          position.epoch, after: archive, strategy: strategy, measure: measure, options: options,
          limits: limits, seed: seed
        ).candidates
    }
    // A small space may have no more networks within the limits.
    guard position.step < archive.generation.count else { return }
    let candidate = archive.generation[position.step]
    let evaluation = try evaluate(candidate.network)
    archive.append(candidate, generation: position.epoch, evaluation: evaluation)
    // One that fails is the worst of its generation, not the end of the search.
    if evaluation.loss.isFinite { meter.count(evaluation, images: images) }
  }

  /// The best network so far.
  package var best: SearchArchive<Network>.Entry? { archive.ranked(by: measure).first }

  package func finishEpoch(_ epoch: Int) -> [String: Double] {
    guard let best else { return [:] }
    return Evaluation(loss: best.loss, accuracy: best.accuracy).epochValues
  }

  package var columns: [EpochColumn] { [.validation] }

  package var state: [String: Tensor] {
    guard let bytes = try? archive.encoded() else {
      preconditionFailure("an archive that is no JSON")
    }
    return ["archive": Tensor([UInt8](bytes), shape: [bytes.count])]
  }

  package func restore(_ state: [String: Tensor]) throws(StateError) {
    guard let bytes = state["archive"]?.elements(as: UInt8.self),
      let archive = try? JSONDecoder().decode(SearchArchive<Network>.self, from: Data(bytes))
    else { throw .missing("archive") }
    self.archive = archive
  }
}
