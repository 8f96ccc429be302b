// Swift does not promise that its own random functions keep their algorithms; these stay, so that a
// recorded seed gives the same draws with every compiler.
extension RandomNumberGenerator {
  /// An unbiased random index below `count`, by Lemire's multiplication with rejection (2019).
  mutating func index(below count: Int) -> Int {
    precondition(count > 0, "an index below \(count)")
    let bound = UInt64(count)
    let rejected = (0 &- bound) % bound
    while true {
      let product = bound.multipliedFullWidth(by: next())
      if product.low >= rejected { return Int(product.high) }
    }
  }

  /// A number in [0, 1) from the lower 53 of the next 64 bits.
  ///
  /// That is what `Double.random(in: 0..<1, using:)` did when the first runs were recorded; `chance`
  /// takes the upper ones. Both stay as they are.
  package mutating func fraction() -> Double {
    Double(next() & (1 << 53 - 1)) * 0x1p-53
  }

  /// True with the given probability.
  mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) * 0x1p-53 < probability
  }

  /// An element, each as likely as any other.
  package mutating func element<Element>(of elements: [Element]) -> Element {
    elements[index(below: elements.count)]
  }

  /// The elements in random order, every order as likely as any other.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var shuffled = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      shuffled.swapAt(last, index(below: last + 1))
    }
    return shuffled
  }
}
