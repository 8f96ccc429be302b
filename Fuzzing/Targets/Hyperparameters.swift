internal import ADWPNAS
internal import Foundation
internal import HMNAS
internal import Search
internal import Tracking
internal import Training

/// Reads hyperparameters from a file.
func readSettings(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome { try Change.settings(TOMLSettings.read(Data(bytes))).tryMethods() }
}

/// Reads hyperparameters from a command line.
func readArguments(_ bytes: [UInt8]) -> FuzzOutcome {
  let lines = String(decoding: bytes, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  return FuzzOutcome { try Change.words(lines.map(String.init)).tryMethods() }
}

/// Hyperparameters to be changed.
private enum Change {
  case settings([(key: String, value: Setting)])
  case words([String])

  private static let methods: [any Hyperparameters.Type] = [
    HMNASOptions.self, ADWPNASOptions.self, TrainingOptions.self, TrialOptions.self,
  ]

  /// Changes those of every method; refuses what no method takes.
  func tryMethods() throws {
    let results = Self.methods.map { method in Result { try change(method) } }
    guard results.allSatisfy({ (try? $0.get()) == nil }) else { return }
    try results.first?.get()
  }

  private func change<Options: Hyperparameters>(_ type: Options.Type) throws {
    var options = Options()
    switch self {
    case .settings(let settings):
      for (key, value) in settings { try Options.table.set(key, to: value, in: &options) }
    case .words(let words): try Options.table.apply(words, to: &options)
    }
    let copy = try Options(recorded: Options.table.settings(of: options))
    precondition(copy == options, "hyperparameters change when they are recorded")
  }
}

/// Those of a search that is declared by what it finds alone.
private struct TrialOptions: FinderOptions {
  var trials = 2
  var data = SearchData()
  var recipe = FinalTrainingOptions()

  static var own: [Hyperparameter<Self>] {
    [Hyperparameter("trials", \.trials, in: 1...9, "random networks", source: .decision)]
  }
}
