internal import Architectures

/// A parser of bytes from outside: files, command lines.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A file of images in the format of MNIST.
  case idx
  /// A file of images in the binary format of CIFAR.
  case cifar
  /// A file of images in CIFAR's version for Python.
  case pickle
  /// A PNG or JPEG file: decoded and prepared for a small image.
  case picture
  /// A file that may be compressed.
  case compressed
  /// A tar archive that may be compressed.
  case archive
  /// Tensors and their header.
  case safetensors
  /// `architecture.json`: read, checked, counted, drawn; small networks are also computed.
  case architecture
  /// A network with weights and images in one file: read and exported; a small one also classifies.
  case model
  /// `config.json`, for every method; its images are drawn with a network.
  case configuration
  /// `metrics.jsonl`.
  case metrics
  /// `snapshots.jsonl`.
  case snapshots
  /// `summary.json`.
  case summary
  /// What a checkpoint says about how far a run had come.
  case progress
  /// A TOML file with hyperparameters.
  case settings
  /// Hyperparameters on a command line, one word a line.
  case arguments
  /// The table of NAS-Bench-Macro.
  case nasBenchMacro = "nas-bench-macro"
  /// The table of NAS-Bench-201.
  case nasBench201 = "nas-bench-201"

  /// The names of all targets.
  public static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Parses bytes.
  public func run(_ bytes: [UInt8]) -> FuzzOutcome {
    switch self {
    case .idx: readIDX(bytes)
    case .cifar: readCIFAR(bytes)
    case .pickle: readPickle(bytes)
    case .picture: readPicture(bytes)
    case .compressed: unpack(bytes)
    case .archive: unpackMembers(bytes)
    case .safetensors: readTensors(bytes)
    case .architecture: readArchitecture(bytes)
    case .model: readModel(bytes)
    case .configuration: readConfiguration(bytes)
    case .metrics: readMetrics(bytes)
    case .snapshots: readSnapshots(bytes)
    case .summary: readSummary(bytes)
    case .progress: readProgress(bytes)
    case .settings: readSettings(bytes)
    case .arguments: readArguments(bytes)
    case .nasBenchMacro: readTable(.nasBenchMacro, bytes)
    case .nasBench201: readTable(.nasBench201, bytes)
    }
  }
}

/// What a parser makes of bytes.
public enum FuzzOutcome: Equatable, Sendable {
  /// They are what they should be.
  case value
  /// They are not, and the sentence says why.
  case refused(String)

  /// Parses; an error is what its description says.
  init(_ parse: () throws -> Void) {
    do {
      try parse()
      self = .value
    } catch {
      self = .refused("\(error)")
    }
  }

  /// Traps where a refusal is not one line of text.
  public func check() {
    guard case .refused(let sentence) = self else { return }
    precondition(
      !sentence.isEmpty && sentence.count < 2_000 && !sentence.contains { $0.isNewline },
      "a refusal is no sentence: \(sentence)")
  }
}
