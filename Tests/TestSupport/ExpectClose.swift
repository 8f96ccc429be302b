package import Testing
package import Torch

/// The part of the largest magnitude in a tensor that a small element's error is taken relative to: an element is
/// the sum of others, whose rounding stays where they cancel.
private let floor = 0.1

/// Expects a tensor to be another one but for rounding, element by element.
///
/// An element may be off by `tolerance` times the sum of its expected magnitude and a tenth of the largest one.
package func expectClose(
  _ actual: Tensor, _ expected: Tensor, tolerance: Double = 1e-4, _ name: String = "tensor",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.shape == expected.shape else {
    Issue.record(
      "\(name) has shape \(actual.shape), expected \(expected.shape)",
      sourceLocation: sourceLocation)
    return
  }
  let (found, wanted): ([Double], [Double]) = (actual.elements(), expected.elements())
  let largest = wanted.reduce(0) { max($0, abs($1)) }
  let least = largest == 0 ? 1 : floor * largest
  // NaN is no distance at all, so it counts as the greatest.
  let distances = zip(found, wanted).map {
    $0.isNaN ? .infinity : abs($0 - $1) / (abs($1) + least)
  }
  guard let (place, error) = distances.enumerated().max(by: { $0.element < $1.element }),
    error > tolerance
  else { return }
  Issue.record(
    """
    \(name) has relative error \(error), expected at most \(tolerance): element \(place) of \
    \(actual.shape) is \(found[place]) instead of \(wanted[place]), the largest being \(largest)
    """, sourceLocation: sourceLocation)
}

/// Expects a number to be another one but for rounding, relative to `expected`.
package func expectClose(
  _ actual: Double, _ expected: Double, tolerance: Double = 1e-4, _ name: String = "number",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = abs(actual - expected) / (expected == 0 ? 1 : abs(expected))
  guard !(error <= tolerance) else { return }
  Issue.record(
    "\(name) is \(actual), expected \(expected) within a relative error of \(tolerance)",
    sourceLocation: sourceLocation)
}

/// Expects every tensor of `expected` under its name in `actual`, but for rounding.
package func expectClose(
  _ actual: [String: Tensor], _ expected: [String: Tensor], tolerance: Double = 1e-4,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(!expected.isEmpty, "nothing to compare with", sourceLocation: sourceLocation)
  for (name, wanted) in expected.sorted(by: { $0.key < $1.key }) {
    guard let found = actual[name] else {
      Issue.record("there is no tensor \(name)", sourceLocation: sourceLocation)
      continue
    }
    expectClose(found, wanted, tolerance: tolerance, name, sourceLocation: sourceLocation)
  }
}
