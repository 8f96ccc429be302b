/// A network as an evolution sees it: genes that mutate and cross.
public protocol EvolvableNetwork: Hashable, Codable, Sendable {
  /// The same network in the form that stands for all of its forms.
  var canonical: Self { get }

  /// A mutant: every gene is drawn anew with the given probability.
  func mutated(probability: Double, using generator: inout some RandomNumberGenerator) -> Self

  /// A child: every gene comes from either parent alike; both are of one space.
  func crossed(with other: Self, using generator: inout some RandomNumberGenerator) -> Self
}
