package import Architectures
package import Tracking

/// The candidate operations of a search, as a hyperparameter: their names with `+` between them.
package struct CandidateOperations: Hashable, Sendable {
  /// In the order of their weights; at least one, all different, without `none`.
  package let operations: [Operation]

  /// Candidates; nil where there is none, one twice, or `none`.
  package init?(_ operations: [Operation]) {
    guard !operations.isEmpty, Set(operations).count == operations.count,
      !operations.contains(.none)
    else { return nil }
    self.operations = operations
  }

  /// The 7 candidates of HM-NAS.
  package static let hmNAS = CandidateOperations(all: Operation.hmNAS)

  private init(all operations: [Operation]) {
    self.operations = operations
  }
}

extension CandidateOperations: HyperparameterValue {
  package static var kind: ValueKind {
    .some(of: Operation.known.filter { $0 != .none }.map(\.name))
  }

  package init?(_ setting: Setting) {
    let names = setting.text.split(separator: "+", omittingEmptySubsequences: false)
    let operations = names.compactMap { Operation(named: String($0)) }
    guard operations.count == names.count else { return nil }
    self.init(operations)
  }

  package var setting: Setting { .text(operations.map(\.name).joined(separator: "+")) }
}
