/// How networks are searched for: evolution as in MetaPruning and single-path one-shot search (section 2).
package struct SearchOptions: Hashable, Sendable {
  /// Networks per generation.
  package var population = 50
  /// Generations, the first, random one included; 0 for no search.
  package var generations = 20
  /// Best networks so far that mutate and cross.
  package var parents = 10
  package var mutants = 25
  package var crossovers = 25
  /// For each gene of a mutant.
  package var mutationProbability = 0.1
  /// Networks drawn for one candidate before another way is taken.
  package var tries = 100
  /// Whether as many random networks are evaluated as the control.
  package var randomControl = false
  /// Random networks of the size of the one that is found, which are trained as it is.
  package var controlNetworks = 0
  /// 0 for no limit.
  package var maxParameters = 0
  /// 0 for no limit.
  package var maxMultiplyAdds = 0
  /// In milliseconds; 0 for no limit.
  package var maxLatency = 0.0

  package init() {}
}
