import Architectures
import Search
import Tracking
import Training

struct TrialOptions: FinderOptions {
  var trials = 2
  var data = SearchData()
  var recipe = FinalTrainingOptions()

  static var own: [Hyperparameter<Self>] {
    [Hyperparameter("trials", \.trials, in: 1...9, "random networks", source: .decision)]
  }
}

/// A method for tests: short trainings of random networks of NAS-Bench-Macro.
struct Trials: FinderRun {
  static let method = "trials"
  static let title = "Trials"
  static let firstStage = trial(1)
  static func trial(_ number: Int) -> StageName {
    StageName("trial-\(number)", title: "Trial \(number)")
  }
  static func stage(_ key: String) -> StageName? { nil }

  var setup: RunSetup
  var options: TrialOptions
  init(_ options: TrialOptions, setup: RunSetup) { (self.options, self.setup) = (options, setup) }

  var largest: Architecture { NASBenchMacroSpace().largest.architecture }

  func find(_ images: RunImages, _ sequence: inout StageSequence) throws -> FoundNetwork {
    let found = try (1...options.trials).map { number in
      let network = NASBenchMacroSpace().smallest.architecture
      let trial = try training(Self.trial(number), of: network, epochs: 1, on: images)
      try sequence.run(trial, then: number < options.trials ? Self.trial(number + 1) : .train)
      return FoundNetwork(network, accuracy: try trial.validate().accuracy)
    }
    return found.reduce(found[0]) { $1.accuracy > $0.accuracy ? $1 : $0 }
  }
}
