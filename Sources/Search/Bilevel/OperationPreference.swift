internal import Architectures
internal import Foundation

/// How the edges of a supernet weight their operations: what tells a search that collapses to skip connections (Zela et
/// al., 2020) from one that decides.
package struct OperationPreference: Hashable, Sendable {
  /// The share of the edges that `skip_connect` is the strongest operation of, `none` not counted, in [0, 1].
  package let skips: Double
  /// The mean entropy of the edges' weights, by that of equal ones, in [0, 1].
  package let entropy: Double

  /// A search is said to have collapsed where more edges than this prefer to skip [D].
  package static let mostSkips = 0.5

  /// - Parameters:
  ///   - weights: For each edge those of its operations, which sum to 1.
  ///   - operations: Their names; at least one besides `none`.
  package init(_ weights: [[Float]], of operations: [String]) {
    let wanted = operations.indices.filter { operations[$0] != Operation.none.name }
    let skips = weights.count { edge in
      let best = wanted.reduce(wanted[0]) { edge[$1] > edge[$0] ? $1 : $0 }
      return operations[best] == Operation.skipConnect.name
    }
    let entropies = weights.map { edge in
      edge.reduce(0.0) { $1 > 0 ? $0 - Double($1) * log(Double($1)) : $0 }
    }
    let edges = Double(max(weights.count, 1))
    self.skips = Double(skips) / edges
    entropy =
      operations.count > 1
      ? entropies.reduce(0, +) / edges / log(Double(operations.count)) : 0
  }

  /// That the search has collapsed, for people; nil where it has not.
  package var warning: String? {
    guard skips > Self.mostSkips else { return nil }
    return
      "skip_connect is the strongest operation of \(Int((skips * 100).rounded())) % of the edges: "
      + "the search has collapsed, and what it found may be worse than a random network"
  }
}
