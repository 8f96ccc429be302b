package import Architectures

extension Budget {
  /// Brings a network within the budget by the values of its operations alone, and uses the budget up.
  ///
  /// The operations of least value are switched off until the network is within the limits. Then, while more than 3 %
  /// of them are left, those that cost something and still fit are switched on, from the highest value on; where none
  /// fits any more, one is put in another's place. An operation that a cell lives by stays, one on no way from an input
  /// to the output goes; where what stays is too much, the second step begins with the smallest living network.
  ///
  /// - Parameters:
  ///   - start: The network.
  ///   - values: Per set of architecture parameters: edges × operations.
  /// - Returns: A network within the limits; the smallest where none is.
  package func fitted(_ start: KeptOperations, values: [[Float]]) -> KeptOperations {
    var places: [(set: Int, place: Int)] = []
    for set in values.indices {
      for place in values[set].indices { places.append((set, place)) }
    }
    // From the highest value down; of equal ones, what costs less comes first, then what stands first.
    let price = costs.reduce(values.map { $0.map { _ in 0.0 } }) { sum, cost in
      zip(sum, cost.table.operations).map { zip($0, $1).map { $0 + $1 / cost.limit.most } }
    }
    places.sort {
      let (left, right) = (values[$0.set][$0.place], values[$1.set][$1.place])
      guard left == right else { return left > right }
      let (leftPrice, rightPrice) = (price[$0.set][$0.place], price[$1.set][$1.place])
      return leftPrice == rightPrice
        ? ($0.set, $0.place) < ($1.set, $1.place) : leftPrice < rightPrice
    }
    var kept = start.onWays
    for (set, place) in places.reversed() where kept.isKept[set][place] {
      if allows(kept) { break }
      let before = kept
      kept.isKept[set][place] = false
      kept = kept.isAlive(set: set) ? kept.onWays : before
    }
    if !allows(kept), let smallest = smallest(kept.topology, candidates: kept.candidates) {
      kept = smallest
    }
    for (set, place) in places where !kept.isKept[set][place] && price[set][place] > 0 {
      if usage(of: kept) >= Self.full { break }
      let before = kept
      kept.isKept[set][place] = true
      if kept.onWays != kept || !allows(kept) { kept = before }
    }
    while usage(of: kept) < Self.full, let better = exchanged(kept, places, values: values) {
      kept = better
    }
    return kept
  }

  /// The network with one operation in another's place that uses most of the budget, or from 97 % on loses least value;
  /// nil where none uses more.
  private func exchanged(
    _ start: KeptOperations, _ places: [(set: Int, place: Int)], values: [[Float]]
  ) -> KeptOperations? {
    var best: (kept: KeptOperations, usage: Double, gain: Float)?
    let most = usage(of: start)
    for on in places where start.isKept[on.set][on.place] {
      for off in places where !start.isKept[off.set][off.place] {
        var kept = start
        kept.isKept[on.set][on.place] = false
        kept.isKept[off.set][off.place] = true
        let usage = min(usage(of: kept), Self.full)
        let gain = values[off.set][off.place] - values[on.set][on.place]
        guard usage > most, (usage, gain) > best.map({ ($0.usage, $0.gain) }) ?? (0, 0),
          allows(kept), kept.isKept.indices.allSatisfy(kept.isAlive), kept.onWays == kept
        else { continue }
        best = (kept, usage, gain)
      }
    }
    return best?.kept
  }
}
