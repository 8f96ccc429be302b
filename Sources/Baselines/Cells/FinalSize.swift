internal import Architectures
internal import Training

/// The size of the network that is built of what was found.
package struct FinalSize: Hashable, Sendable {
  /// The most, where a limit leaves fewer.
  package var channels = 36
  package var cells = 20
  /// 0 for no limit.
  package var maxMultiplyAdds = 0
  /// 0 for no limit.
  package var maxParameters = 0

  private var limit: CostLimit {
    CostLimit(
      parameters: maxParameters > 0 ? maxParameters : nil,
      multiplyAdds: maxMultiplyAdds > 0 ? maxMultiplyAdds : nil)
  }

  /// The most channels that the limits allow, at least one.
  ///
  /// - Parameter cost: With so many channels; it grows with them.
  /// - Returns: At most `channels`.
  /// - Throws: Errors of `cost`.
  func mostChannels(
    _ cost: (Int) throws(ArchitectureError) -> Cost
  ) throws(ArchitectureError) -> Int {
    var (fitting, above) = (1, channels + 1)
    while fitting + 1 < above {
      let middle = (fitting + above) / 2
      if limit.allows(try cost(middle)) { fitting = middle } else { above = middle }
    }
    return fitting
  }

  /// Refuses limits that a network might not keep to with a single channel.
  ///
  /// - Parameter cost: With so many channels, the most that a network of the space has.
  /// - Throws: `ConfigurationError` for such limits, and for a network that cannot be built.
  func checkLeast(_ cost: (Int) throws(ArchitectureError) -> Cost) throws(ConfigurationError) {
    let least: Cost
    do throws(ArchitectureError) {
      least = try cost(1)
    } catch {
      throw .combination("\(error)")
    }
    for (key, limit, least) in [
      ("max-multiply-adds", limit.multiplyAdds, least.multiplyAdds),
      ("max-parameters", limit.parameters, least.parameters),
    ] {
      guard let limit, limit < least else { continue }
      throw .invalid(
        key: key, value: "\(limit)",
        expected: "at least \(least), which any network of the space keeps to with one channel")
    }
  }
}
