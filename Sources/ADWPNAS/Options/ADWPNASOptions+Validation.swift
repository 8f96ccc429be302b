internal import Architectures
internal import Search
internal import Training

extension ADWPNASOptions {
  /// Refuses combinations that cannot work or would do nothing.
  func validate(for dataset: DatasetDescription) throws(ConfigurationError) {
    guard search.mutants + search.crossovers <= search.population else {
      throw .combination(
        "mutants and crossovers are \(search.mutants) and \(search.crossovers), expected no more together than population, \(search.population)"
      )
    }
    try validateScale()
    guard space == .nasBenchMacro || hyperNetwork.sharing == .crops else {
      throw .combination(
        "sharing is choices, expected crops in \(space.rawValue), whose blocks differ by their sizes alone"
      )
    }
    guard startFrom == .fresh || hyperNetwork.width == 1 || search.generations == 0 else {
      throw .combination(
        "start-from is predicted with width \(hyperNetwork.width), expected width 1: predicted weights have the final network's channels then"
      )
    }
    guard !training.withinLimits || training.sampling.isOfSingleNetworks else {
      throw .combination(
        "train-within-limits is true with sampling \(training.sampling.rawValue), expected uniform, depths or last-depth"
      )
    }
    guard !training.withinLimits || search.maxParameters > 0 || search.maxMultiplyAdds > 0 else {
      throw .combination(
        "train-within-limits is true, expected max-parameters or max-multiply-adds above 0")
    }
    let least = searchSpace.smallestPlan(for: dataset).totalCost
    for (key, limit, least) in [
      ("max-parameters", search.maxParameters, least.parameters),
      ("max-multiply-adds", search.maxMultiplyAdds, least.multiplyAdds),
    ] where limit > 0 && limit < least {
      throw .invalid(
        key: key, value: "\(limit)",
        expected: "at least \(least), which the smallest network of \(space.rawValue) has")
    }
    try AuxiliaryHead.validate(
      weight: final.auxiliaryWeight,
      features: MacroNetwork.auxiliaryFeatures(of: searchSpace.largestPlan(for: dataset)),
      advice: " or larger images")
  }
}
