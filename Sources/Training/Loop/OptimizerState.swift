public import Torch

// Optimisers' buffers in checkpoints, under `<name>.<index>`.
extension [Tensor] {
  /// The tensors under numbered names.
  public func named(_ name: String) -> [String: Tensor] {
    Dictionary(uniqueKeysWithValues: enumerated().map { ("\(name).\($0)", $1) })
  }

  /// Overwrites each tensor with the one of its number.
  public func load(_ state: [String: Tensor], named name: String) throws(StateError) {
    var sources: [Tensor] = []
    for (index, tensor) in enumerated() {
      guard let source = state["\(name).\(index)"] else { throw .missing("\(name).\(index)") }
      guard source.shape == tensor.shape else {
        throw .shape("\(name).\(index)", expected: tensor.shape, found: source.shape)
      }
      sources.append(source)
    }
    assign(sources)
  }
}

extension Adam {
  /// Moments and step count, for a checkpoint.
  public func state(named name: String) -> [String: Tensor] {
    means.named("\(name).mean").merging(squares.named("\(name).square")) { $1 }
      .merging(["\(name).steps": Tensor([Int64(steps)], shape: [1])]) { $1 }
  }

  /// Goes on from a checkpoint.
  public mutating func load(_ state: [String: Tensor], named name: String) throws(StateError) {
    let count = try state.count(named: "\(name).steps")
    try means.load(state, named: "\(name).mean")
    try squares.load(state, named: "\(name).square")
    steps = count
  }
}

extension [String: Tensor] {
  /// The count that a tensor of one element holds.
  /// - Throws: `StateError` where it holds anything but a whole number that is not negative.
  public func count(named name: String) throws(StateError) -> Int {
    guard let tensor = self[name] else { throw .missing(name) }
    guard tensor.count == 1 else { throw .shape(name, expected: [1], found: tensor.shape) }
    let value = tensor.item
    guard let count = Int(exactly: value), count >= 0 else {
      throw .value(name, expected: "a whole number from 0", found: value)
    }
    return count
  }
}
