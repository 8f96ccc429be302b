/// The stack machine that pickles are programs for, less everything that could run something.
///
/// Its opcodes build the values of `PickleValue` and nothing else. The work is at most in proportion to the file, the
/// memory to the file and the limit of values.
struct PickleMachine {
  var heap: PickleHeap
  private var input: PickleInput
  private var stack: [PickleValue] = []
  /// Where in the stack the values since each mark start.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private let limit: Int
  private var made = 0
  /// The bytes of text that may still be made bytes; text is so once.
  var textLeft: Int

  init(_ content: [UInt8], limit: Int) {
    heap = PickleHeap(content: content)
    input = PickleInput(content)
    textLeft = content.count
    self.limit = limit
  }

  /// Runs to the end.
  ///
  /// - Returns: The entries of the dictionary that the pickle is of.
  /// - Throws: `FileFault.pickle` with the place of the opcode that failed.
  mutating func run() throws(FileFault) -> [PickleHeap.Entry] {
    var place = 0
    do throws(PickleFault) {
      guard input.left >= 2, try input.byte() == 0x80, try (2...5).contains(input.byte()) else {
        throw .start
      }
      while true {
        place = input.position
        let byte = try input.byte()
        guard let opcode = PickleOpcode(rawValue: byte) else { throw .opcode(byte) }
        if opcode == .stop { return try end() }
        try step(opcode)
      }
    } catch {
      throw .pickle(error, at: place)
    }
  }

  private mutating func end() throws(PickleFault) -> [PickleHeap.Entry] {
    guard case .dictionary(let number) = try pop(), stack.isEmpty, marks.isEmpty else {
      throw .operand(expected: "one dictionary at the end")
    }
    guard input.left == 0 else { throw .rest(input.left) }
    return heap.dictionaries[number]
  }

  private mutating func step(_ opcode: PickleOpcode) throws(PickleFault) {
    switch opcode {
    case .mark:
      try tally()
      marks.append(stack.count)
    case .none: try push(.none)
    case .newTrue: try push(.boolean(true))
    case .newFalse: try push(.boolean(false))
    case .binInt: try push(.integer(input.signed(4)))
    case .binInt1: try push(.integer(Int(input.bits(1))))
    case .binInt2: try push(.integer(Int(input.bits(2))))
    case .long1: try push(.integer(input.signed(Int(input.byte()))))
    case .shortBinString, .shortBinBytes: try push(.bytes(input.counted(1)))
    case .binString, .binBytes: try push(.bytes(input.counted(4)))
    case .byteArray8: try push(.bytes(input.counted(8)))
    case .shortBinUnicode: try push(.text(input.counted(1)))
    case .binUnicode: try push(.text(input.counted(4)))
    case .emptyList:
      heap.lists.append([])
      try push(.list(heap.lists.count - 1))
    case .append: try append([pop()])
    case .appends: try append(popToMark())
    case .emptyDict:
      heap.dictionaries.append([])
      try push(.dictionary(heap.dictionaries.count - 1))
    case .setItem: try setItems(pop(2))
    case .setItems: try setItems(popToMark())
    case .emptyTuple: try push(heap.makeTuple([]))
    case .tuple: try push(heap.makeTuple(popToMark()))
    case .tuple1: try push(heap.makeTuple(pop(1)))
    case .tuple2: try push(heap.makeTuple(pop(2)))
    case .tuple3: try push(heap.makeTuple(pop(3)))
    case .binGet: try push(kept(Int(input.bits(1))))
    case .longBinGet: try push(kept(Int(input.bits(4))))
    case .binPut: try keep(Int(input.bits(1)))
    case .longBinPut: try keep(Int(input.bits(4)))
    case .memoize: try keep(memo.count)
    case .global: try push(global(input.line(), input.line()))
    case .stackGlobal:
      let path = try pop(2)
      try push(global(text(path[0]), text(path[1])))
    case .reduce:
      let call = try pop(2)
      try push(called(call[0], call[1]))
    case .build:
      let state = try pop()
      try fill(top(), with: state)
    case .frame:
      let length = Int(clamping: try input.bits(8))
      guard length <= input.left else { throw .end(needed: length, left: input.left) }
    case .stop: break
    }
  }
}

// MARK: The stack

extension PickleMachine {
  private mutating func tally() throws(PickleFault) {
    guard made < limit else { throw .values(limit: limit) }
    made += 1
  }

  private mutating func push(_ value: PickleValue) throws(PickleFault) {
    try tally()
    stack.append(value)
  }

  /// The values since the last mark may be taken, those before it not.
  private mutating func pop(_ count: Int) throws(PickleFault) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw .operand(expected: count == 1 ? "a value" : "\(count) values")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func pop() throws(PickleFault) -> PickleValue { try pop(1)[0] }

  private mutating func popToMark() throws(PickleFault) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw .operand(expected: "a mark") }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  private func top() throws(PickleFault) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.last else {
      throw .operand(expected: "a value")
    }
    return value
  }

  private func text(_ value: PickleValue) throws(PickleFault) -> String {
    guard case .text = value, let bytes = heap.bytes(of: value) else {
      throw .operand(expected: "a name")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

// MARK: Lists, dictionaries and the memo

extension PickleMachine {
  private mutating func append(_ values: [PickleValue]) throws(PickleFault) {
    guard case .list(let number) = try top() else { throw .operand(expected: "a list") }
    heap.lists[number] += values
  }

  private mutating func setItems(_ items: [PickleValue]) throws(PickleFault) {
    guard case .dictionary(let number) = try top() else {
      throw .operand(expected: "a dictionary")
    }
    guard items.count.isMultiple(of: 2) else { throw .operand(expected: "a key for each value") }
    for place in stride(from: 0, to: items.count, by: 2) {
      heap.dictionaries[number].append((items[place], items[place + 1]))
    }
  }

  private func kept(_ number: Int) throws(PickleFault) -> PickleValue {
    guard let value = memo[number] else { throw .memo(number) }
    return value
  }

  private mutating func keep(_ number: Int) throws(PickleFault) {
    try tally()
    memo[number] = try top()
  }
}
