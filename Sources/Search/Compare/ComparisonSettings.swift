public import Architectures
public import Tracking
public import Training

/// What all runs of a comparison have in common: the contents of `compare.json`.
public struct ComparisonSettings: Codable, Hashable, Sendable {
  /// The name of the images.
  public var dataset: String
  /// What the images are, to the byte, where that is known.
  public var digest: String?
  /// What options start from.
  public var preset: Preset
  /// What each run may use.
  public var budget: Budget
  /// What each network may cost.
  public var limit: CostLimit
  /// Hyperparameters by key, for every method that has them.
  public var options: [String: Setting]
  /// Where runs compute.
  public var device: String
  /// Threads within an operation.
  public var threads: Int

  /// What a run may use, search and final training together.
  public enum Budget: Hashable, Sendable {
    /// Images that it learns from.
    case images(Int)
    /// Minutes of its stages.
    case minutes(Double)
  }

  /// Puts the settings together.
  public init(
    _ images: DatasetDescription, preset: Preset, budget: Budget, limit: CostLimit,
    options: [String: Setting], device: String, threads: Int
  ) {
    dataset = images.name
    digest = images.digest
    self.preset = preset
    self.budget = budget
    self.limit = limit
    self.options = options.mapValues(\.canonical)
    self.device = device
    self.threads = threads
  }
}

extension Preset: Codable {}

extension ComparisonSettings {
  /// What differs from other settings, as a clause for people; nil for nothing.
  func difference(from other: ComparisonSettings) -> String? {
    let (own, others) = (texts, other.texts)
    let keys = Set(own.keys).union(others.keys).sorted()
    return keys.first { own[$0] != others[$0] }.map {
      "\($0) is \(own[$0] ?? "not given"), but the runs there have \(others[$0] ?? "none given")"
    }
  }

  private var texts: [String: String] {
    var texts = options.mapValues(\.text)
    texts["dataset"] = dataset
    texts["digest of the images"] = digest
    texts["preset"] = preset.rawValue
    texts["device"] = device
    texts["threads"] = "\(threads)"
    texts["limit"] = "\(limit)"
    texts["budget"] = "\(budget)"
    return texts
  }
}

extension ComparisonSettings.Budget: Codable {
  private enum Key: String, CodingKey {
    case images, minutes
  }

  /// Reads `{"images": 600}` or `{"minutes": 30}`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if let images = try container.decodeIfPresent(Int.self, forKey: .images) {
      self = .images(images)
    } else {
      self = .minutes(try container.decode(Double.self, forKey: .minutes))
    }
  }

  /// Writes the number under what it counts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .images(let count): try container.encode(count, forKey: .images)
    case .minutes(let minutes): try container.encode(minutes, forKey: .minutes)
    }
  }
}

extension ComparisonSettings.Budget: CustomStringConvertible {
  /// Such as `600 images`.
  public var description: String {
    switch self {
    case .images(let count): "\(count) images"
    case .minutes(let minutes): "\(minutes) minutes"
    }
  }
}

extension FinalTrainingOptions {
  /// The same under a budget of the run.
  func within(_ budget: ComparisonSettings.Budget) -> FinalTrainingOptions {
    var options = self
    switch budget {
    case .images(let count): (options.maxImages, options.maxMinutes) = (count, 0)
    case .minutes(let minutes): (options.maxImages, options.maxMinutes) = (0, minutes)
    }
    return options
  }
}
