public import Architectures
internal import Foundation
public import Torch
public import Tracking
public import Training

/// A search as a stage: an epoch is a generation, a step is a candidate.
///
/// The archive is its state, so it goes on after any candidate. What is measured by is a function: tests search with
/// one of their own.
public final class CandidateSearch<Network: EvolvableNetwork>: Stage {
  /// As in metrics and checkpoints; all randomness depends on it.
  public let name: StageName
  /// Every network that was evaluated so far.
  public private(set) var archive = SearchArchive<Network>()
  private let strategy: SearchStrategy
  private let options: SearchOptions
  private let measure: RankingMeasure
  private let source: CandidateSource<Network>
  /// Held-out images that an evaluation is made on.
  private let images: Int
  private let imagesOfCandidate: Int
  private let evaluate: (Network) throws -> Evaluation
  private let seed: Seed

  /// Prepares a search.
  ///
  /// - Parameters:
  ///   - strategy: How candidates are found.
  ///   - name: Of the stage; nil for that of the strategy.
  ///   - options: Sizes and chances.
  ///   - measure: What networks are ranked by.
  ///   - source: Where networks come from.
  ///   - images: Images of an evaluation.
  ///   - learned: Images that the evaluation of a candidate learns from.
  ///   - seed: Of the run.
  ///   - evaluate: Measures a network; called once for each.
  public init(
    _ strategy: SearchStrategy, name: StageName? = nil, options: SearchOptions,
    measure: RankingMeasure,
    source: CandidateSource<Network>, images: Int, learned: Int = 0, seed: Seed,
    evaluate: @escaping (Network) throws -> Evaluation
  ) {
    self.name = name ?? strategy.stage
    self.strategy = strategy
    self.options = options
    self.measure = measure
    self.source = source
    self.images = images
    imagesOfCandidate = learned
    self.seed = seed.derived(strategy.rawValue)
    self.evaluate = evaluate
  }

  /// Generations.
  public var epochs: Int { options.generations }
  /// Candidates of a generation.
  public var stepsPerEpoch: Int { options.population }

  /// None where candidates are measured and learn nothing.
  public var imagesLearned: Int { epochs * stepsPerEpoch * imagesOfCandidate }

  /// Evaluates a candidate; the first one of a generation draws all of them.
  public func step(_ position: StepPosition, meter: inout Meter) throws {
    // One that ages draws every candidate by itself, after what the one before has measured.
    let drawsOne = strategy == .aging && position.epoch > 0
    if drawsOne || position.step == 0 {
      archive.generation = generation(drawsOne ? position.number : position.epoch)
    }
    let place = drawsOne ? 0 : position.step
    // A small space may have no more networks within the limits.
    guard place < archive.generation.count else { return }
    let candidate = archive.generation[place]
    let evaluation = try evaluate(candidate.network)
    archive.append(candidate, generation: position.epoch, evaluation: evaluation)
    // One that fails is the worst of its generation, not the end of the search.
    if evaluation.loss.isFinite { meter.count(evaluation, images: images) }
  }

  private func generation(_ number: Int) -> [SearchCandidate<Network>] {
    Generation(
      number, after: archive, strategy: strategy, measure: measure, options: options,
      source: source, seed: seed
    ).candidates
  }

  /// The best network so far.
  public var best: SearchArchive<Network>.Entry? { archive.ranked(by: measure).first }

  /// What the best network so far measured.
  public func finishEpoch(_ epoch: Int) -> [String: Double] {
    guard let best else { return [:] }
    return Evaluation(loss: best.loss, accuracy: best.accuracy).epochValues
  }

  /// Loss and accuracy on held-out images.
  public var columns: [EpochColumn] { [.validation] }

  /// The candidates of the generation.
  public func snapshot(after epoch: Int) throws -> SearchSnapshot? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return SearchSnapshot(
      stage: name.key, epoch: epoch + 1,
      candidates: try archive.entries.filter { $0.generation == epoch }.map { entry in
        CandidateState(
          network: String(decoding: try encoder.encode(entry.candidate.network), as: UTF8.self),
          parameters: entry.candidate.cost.parameters,
          multiplyAdds: entry.candidate.cost.multiplyAdds,
          milliseconds: entry.candidate.latency.map { $0 * 1000 }, loss: entry.loss,
          accuracy: entry.accuracy)
      })
  }

  /// The archive.
  public var state: [String: Tensor] {
    guard let bytes = try? archive.encoded() else {
      preconditionFailure("an archive that is no JSON")
    }
    return ["archive": Tensor([UInt8](bytes), shape: [bytes.count])]
  }

  /// Goes on from a state.
  public func restore(_ state: [String: Tensor]) throws(StateError) {
    guard let bytes = state["archive"]?.elements(as: UInt8.self),
      let archive = try? JSONDecoder().decode(SearchArchive<Network>.self, from: Data(bytes))
    else { throw .missing("archive") }
    self.archive = archive
  }
}
