/// Gives out places in a memory that is as small as first-fit makes it.
struct MemoryPlan {
  /// The floats that are needed.
  private(set) var size = 0
  /// What is in use, in order.
  private var used: [Range<Int>] = []

  /// The first place with room for so many floats.
  mutating func allocate(_ count: Int) -> Int {
    var start = 0
    var index = 0
    while index < used.count, used[index].lowerBound - start < count {
      start = used[index].upperBound
      index += 1
    }
    used.insert(start..<start + count, at: index)
    size = max(size, start + count)
    return start
  }

  /// Makes room again.
  mutating func release(_ offset: Int) {
    used.removeAll { $0.lowerBound == offset }
  }
}
