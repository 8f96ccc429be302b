import Architectures
import Foundation
import Search
import Shapes
import Tracking
import Training

/// What the method lets one choose: declared once, then read, checked, printed and recorded from that.
struct TrialOptions: FinderOptions {
  var trials = 3
  var data = SearchData()
  var recipe = FinalTrainingOptions()

  static var own: [Hyperparameter<Self>] {
    [
      Hyperparameter(
        "trials", \.trials, in: 1...1000, "random networks that are tried", source: .decision)
    ]
  }
}

/// A method: random networks are trained for an epoch; the one that does best on held-out images is trained to its end.
struct Trials: FinderRun {
  static let method = "trials"
  static let title = "Trials"
  static let firstStage = trial(1)
  static func trial(_ number: Int) -> StageName {
    StageName("trial-\(number)", title: "Trial \(number)")
  }
  static func stage(_ key: String) -> StageName? {
    key == StageName.train.key ? .train : Int(key.dropFirst("trial-".count)).map(trial)
  }

  var setup: RunSetup
  var options: TrialOptions
  init(_ options: TrialOptions, setup: RunSetup) { (self.options, self.setup) = (options, setup) }

  var largest: Architecture { ADWPSpace.standard.largest.architecture }

  /// A stage begins wherever a checkpoint left it: so the method can be stopped and resumed at any step.
  func find(_ images: RunImages, _ sequence: inout StageSequence) throws -> FoundNetwork {
    var generator = SplitMix64(seed: setup.seed.derived("networks").value)
    let found = try (1...options.trials).map { number in
      // Between random and smallest, for this is an example.
      let network = ADWPSpace.standard.random(using: &generator)
        .crossed(with: ADWPSpace.standard.smallest, using: &generator).canonical.architecture
      let trial = try training(Self.trial(number), of: network, epochs: 1, on: images)
      try sequence.run(trial, then: number < options.trials ? Self.trial(number + 1) : .train)
      return FoundNetwork(network, accuracy: try trial.validate().accuracy)
    }
    return found.reduce(found[0]) { $1.accuracy > $0.accuracy ? $1 : $0 }
  }
}

/// Searches by the method.
///
///     swift run --package-path Examples AddMethod FOLDER
@main
enum AddMethod {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: AddMethod <new folder>")
      exit(64)
    }
    let search = try NetworkSearch(
      Trials.self, images: Shapes.source(count: 300),
      options: [
        "trials": 2, "epochs": 4, "batch-size": 8, "learning-rate": 0.05, "cutout": 0,
        "drop-path": 0,
        "auxiliary-weight": 0, "crop-padding": 2,
      ], seed: 1, folder: URL(filePath: CommandLine.arguments[1]))
    let summary = try search.run { event in
      if case .stageStarted(let stage, _, _) = event { print(stage.title) }
    }
    print("\(summary.parameters) parameters, test accuracy \(summary.testAccuracy)")
  }
}
