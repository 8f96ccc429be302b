internal import Foundation
package import Testing
package import Torch

/// Expects two states to have the same tensors, to the last bit.
package func expectIdentical(
  _ actual: [String: Tensor], _ expected: [String: Tensor],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let differing = try differences(actual, expected)
  #expect(
    differing.isEmpty, "of \(expected.count) tensors, \(differing.count) differ",
    sourceLocation: sourceLocation)
}

/// The names of the tensors that are not the same in both states, to the last bit.
package func differences(_ left: [String: Tensor], _ right: [String: Tensor]) throws -> [String] {
  guard try bytes(left) != bytes(right) else { return [] }
  return try Set(left.keys).union(right.keys).sorted().filter { name in
    guard let one = left[name], let other = right[name] else { return true }
    return try bytes([name: one]) != bytes([name: other])
  }
}

/// Copies with storage of their own: what a state is at this moment.
package func snapshot(_ state: [String: Tensor]) -> [String: Tensor] {
  withoutGradient { state.mapValues { $0.clone() } }
}

private func bytes(_ state: [String: Tensor]) throws -> Data {
  try Safetensors(tensors: state).encoded()
}
