// The calls that numpy's arrays are written as. They are recognised, not made.
extension PickleMachine {
  /// What a name stands for.
  func global(_ module: String, _ name: String) throws(PickleFault) -> PickleValue {
    guard let global = PickleGlobal(path: "\(module).\(name)") else {
      throw .global("\(module).\(name)")
    }
    return .global(global)
  }

  /// What a call gives.
  mutating func called(
    _ function: PickleValue, _ arguments: PickleValue
  ) throws(PickleFault) -> PickleValue {
    guard case .global(let global) = function, let arguments = heap.tuple(arguments) else {
      throw .operand(expected: "a function and its arguments")
    }
    switch (global, arguments.count) {
    case (.encode, 2): return try encoded(arguments)
    case (.dataType, 1...):
      guard heap.isText(arguments[0], "u1") else { break }
      return .byteType
    case (.reconstruct, 3):
      guard arguments[0] == .global(.array) else { break }
      heap.arrays.append(nil)
      return .array(heap.arrays.count - 1)
    case (.fromBuffer, 4):
      guard arguments[1] == .byteType else { break }
      guard heap.isText(arguments[3], "C") else { throw .columns }
      heap.arrays.append(try array(shape: arguments[2], bytes: arguments[0]))
      return .array(heap.arrays.count - 1)
    default: break
    }
    throw .arguments(global.rawValue)
  }

  /// Gives an array its content, or the type of its elements the rest of its description.
  mutating func fill(_ object: PickleValue, with state: PickleValue) throws(PickleFault) {
    guard let state = heap.tuple(state) else { throw .operand(expected: "a tuple") }
    switch object {
    // The order of the bytes and the like, which single bytes have no use for.
    case .byteType: break
    case .array(let number):
      // A version, the dimensions, the type, whether columns stand one after the other, the content.
      guard state.count == 5, state[2] == .byteType, case .boolean(let isByColumns) = state[3]
      else { throw .arguments(PickleGlobal.array.rawValue) }
      guard !isByColumns else { throw .columns }
      heap.arrays[number] = try array(shape: state[1], bytes: state[4])
    default: throw .operand(expected: "an array")
    }
  }

  private mutating func encoded(_ arguments: [PickleValue]) throws(PickleFault) -> PickleValue {
    guard case .text(let range) = arguments[0], heap.isText(arguments[1], "latin1"),
      range.count <= textLeft
    else { throw .arguments(PickleGlobal.encode.rawValue) }
    textLeft -= range.count
    guard let bytes = heap.decode(range) else { throw .text }
    return bytes
  }

  private func array(
    shape: PickleValue, bytes: PickleValue
  ) throws(PickleFault) -> PickleArray {
    var dimensions: [Int] = []
    var size = 1
    for case .integer(let dimension) in heap.tuple(shape) ?? [] where dimension >= 0 {
      let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
      guard !overflows else { break }
      dimensions.append(dimension)
      size = product
    }
    if case .text = bytes { throw .arguments(PickleGlobal.array.rawValue) }
    guard dimensions.count == heap.tuple(shape)?.count, heap.bytes(of: bytes)?.count == size else {
      throw .arguments(PickleGlobal.array.rawValue)
    }
    return PickleArray(shape: dimensions, bytes: bytes)
  }
}
