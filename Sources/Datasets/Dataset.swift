public import Architectures

/// A published set of images that the library can read: what it is, and the files it comes in.
///
/// A new one is a file in `Official` and a line in `allCases`.
@dynamicMemberLookup
public struct Dataset: CaseIterable, Sendable {
  /// Every published set that can be read.
  public static let allCases: [Dataset] = [.fashionMNIST, .mnist, .cifar10, .cifar100]

  /// What it is.
  public let description: DatasetDescription
  let distribution: Distribution

  init(files distribution: Distribution) {
    var distribution = distribution
    distribution.dataset.digest = distribution.digest
    description = distribution.dataset
    self.distribution = distribution
  }

  /// The set of that name, or nil where there is none.
  public init?(named name: String) {
    guard let dataset = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = dataset
  }

  /// What the description says.
  public subscript<Value>(dynamicMember member: KeyPath<DatasetDescription, Value>) -> Value {
    description[keyPath: member]
  }
}

extension Dataset: Hashable {
  /// Whether the descriptions are the same.
  public static func == (left: Dataset, right: Dataset) -> Bool {
    left.description == right.description
  }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(description.name) }
}
