/// How networks are searched for: evolution as in MetaPruning and single-path one-shot search (section 2).
public struct SearchOptions: Hashable, Sendable {
  /// Networks per generation.
  public var population = 50
  /// Generations, the first, random one included; 0 for no search.
  public var generations = 20
  /// Best networks so far that mutate and cross.
  public var parents = 10
  /// Of the parents, per generation.
  public var mutants = 25
  /// Children of two parents, per generation.
  public var crossovers = 25
  /// For each gene of a mutant.
  public var mutationProbability = 0.1
  /// Networks drawn for one candidate before another way is taken.
  public var tries = 100
  /// Whether as many random networks are evaluated as the control.
  public var randomControl = false
  /// Random networks of the size of the one that is found, which are trained as it is.
  public var controlNetworks = 0
  /// 0 for no limit.
  public var maxParameters = 0
  /// 0 for no limit.
  public var maxMultiplyAdds = 0
  /// Of the limit of parameters or of multiply-adds, whichever a network uses more of, the least share it uses; where the
  /// space's largest network has less than a limit, of that.
  public var minBudgetShare = 0.0
  /// In milliseconds; 0 for no limit.
  public var maxLatency = 0.0

  /// The values to start from.
  public init() {}
}
