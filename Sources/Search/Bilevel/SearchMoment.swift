package import Architectures

/// When the operations of a supernet are mixed, for methods that sample them.
package struct SearchMoment {
  /// The share of the steps that are done, in [0, 1].
  package let progress: Double
  /// Of what is drawn; nil where nothing is: evaluations mix as the architecture parameters say.
  package let seed: Seed?

  package init(progress: Double, seed: Seed?) {
    (self.progress, self.seed) = (progress, seed)
  }

  /// That of an evaluation: nothing is drawn.
  package static let end = SearchMoment(progress: 1, seed: nil)
}
