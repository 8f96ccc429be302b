public import Architectures
public import Tracking

/// The candidate operations of a search, as a hyperparameter: their names with `+` between them.
public struct CandidateOperations: Hashable, Sendable {
  /// In the order of their weights; at least one, all different, without `none`.
  public let operations: [Operation]

  /// Candidates; nil where there is none, one twice, or `none`.
  public init?(_ operations: [Operation]) {
    guard !operations.isEmpty, Set(operations).count == operations.count,
      !operations.contains(.none)
    else { return nil }
    self.operations = operations
  }

  /// The 7 candidates of HM-NAS.
  public static let hmNAS = CandidateOperations(all: Operation.hmNAS)

  /// The 5 candidates of a chain of inverted residuals.
  public static let chain = CandidateOperations(all: Operation.chain)

  private init(all operations: [Operation]) {
    self.operations = operations
  }
}

extension CandidateOperations: HyperparameterValue {
  /// What is expected, for people and parsers.
  public static var kind: ValueKind {
    .some(of: Operation.known.filter { $0 != .none }.map(\.name))
  }

  /// The value that a setting stands for; nil for none.
  public init?(_ setting: Setting) {
    let names = setting.text.split(separator: "+", omittingEmptySubsequences: false)
    let operations = names.compactMap { Operation(named: String($0)) }
    guard operations.count == names.count else { return nil }
    self.init(operations)
  }

  /// The value as it is recorded.
  public var setting: Setting { .text(operations.map(\.name).joined(separator: "+")) }
}
