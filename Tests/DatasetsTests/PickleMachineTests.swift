import Testing

@testable import Datasets

struct PickleMachineTests {
  /// What a program gives as the value of the entry `k`, with what it holds.
  private static func value(
    _ program: [UInt8], limit: Int = 100
  ) throws -> (PickleValue, PickleHeap) {
    var machine = PickleMachine(whole(program), limit: limit)
    let entries = try machine.run()
    try #require(entries.count == 1 && machine.heap.isText(entries[0].key, "k"))
    return (entries[0].value, machine.heap)
  }

  /// The program, with a dictionary around its value; it starts at byte 6.
  private static func whole(_ program: [UInt8]) -> [UInt8] {
    [0x80, 2] + "}U\u{1}k".utf8 + program + "s.".utf8
  }

  @Test(
    "numbers",
    arguments: [
      ([0x4B, 255], 255), ([0x4D, 0x10, 0x27], 10_000), ([0x4A, 255, 255, 255, 255], -1),
      ([0x4A, 0, 0, 0, 0x80], -2_147_483_648), ([0x4A, 1, 2, 3, 4], 0x0403_0201),
      ([0x8A, 0], 0), ([0x8A, 1, 0x80], -128), ([0x8A, 2, 0xFF, 0x7F], 32_767),
      ([0x8A, 8, 0, 0, 0, 0, 0, 0, 0, 0x80], Int.min),
      ([0x8A, 8, 255, 255, 255, 255, 255, 255, 255, 0x7F], Int.max),
    ] as [([UInt8], Int)])
  func numbers(program: [UInt8], number: Int) throws {
    #expect(try Self.value(program).0 == .integer(number))
  }

  @Test(
    "constants",
    arguments: [(0x4E, .none), (0x88, .boolean(true)), (0x89, .boolean(false))]
      as [(UInt8, PickleValue)])
  func constants(opcode: UInt8, value: PickleValue) throws {
    #expect(try Self.value([opcode]).0 == value)
  }

  @Test(
    "bytes and strings of Python 2",
    arguments: [
      [0x55, 2], [0x54, 2, 0, 0, 0], [0x43, 2], [0x42, 2, 0, 0, 0],
      [0x96, 2, 0, 0, 0, 0, 0, 0, 0],
    ] as [[UInt8]])
  func bytes(opcode: [UInt8]) throws {
    let (value, heap) = try Self.value(opcode + [0x61, 0xFF])
    guard case .bytes = value else {
      Issue.record("\(value) are no bytes")
      return
    }
    #expect(heap.bytes(of: value) == [0x61, 0xFF])
  }

  @Test("text", arguments: [[0x8C, 3], [0x58, 3, 0, 0, 0]] as [[UInt8]])
  func text(opcode: [UInt8]) throws {
    let (value, heap) = try Self.value(opcode + Array("a\u{E9}".utf8))
    guard case .text = value else {
      Issue.record("\(value) is no text")
      return
    }
    #expect(heap.isText(value, "a\u{E9}"))
  }

  @Test(
    "lists, one by one and up to a mark",
    arguments: ["]K\u{1}aK\u{2}a", "](K\u{1}K\u{2}e", "](K\u{1}eK\u{2}a"])
  func lists(program: String) throws {
    let (value, heap) = try Self.value(Array(program.utf8))
    #expect(value == .list(0))
    #expect(heap.lists == [[.integer(1), .integer(2)]])
  }

  @Test("a list may hold itself")
  func listInItself() throws {
    let (value, heap) = try Self.value(Array("]q\u{7}h\u{7}a".utf8))
    #expect(value == .list(0))
    #expect(heap.lists == [[.list(0)]])
  }

  @Test(
    "tuples",
    arguments: [
      (")", 0), ("K\u{1}\u{85}", 1), ("K\u{1}K\u{2}\u{86}", 2),
      ("K\u{1}K\u{2}K\u{3}\u{87}", 3), ("(K\u{1}K\u{2}K\u{3}K\u{4}t", 4), ("(t", 0),
    ])
  func tuples(program: String, count: Int) throws {
    let (value, heap) = try Self.value(latin(program))
    #expect(heap.tuple(value) == (0..<count).map { .integer($0 + 1) })
  }

  @Test("dictionaries, entry by entry and up to a mark")
  func dictionaries() throws {
    let (value, heap) = try Self.value(Array("}K\u{1}K\u{2}s(K\u{3}K\u{4}K\u{1}K\u{6}u".utf8))
    #expect(value == .dictionary(1))
    #expect(heap.dictionaries[1].map(\.key) == [.integer(1), .integer(3), .integer(1)])
    #expect(heap.dictionaries[1].map(\.value) == [.integer(2), .integer(4), .integer(6)])
  }

  @Test(
    "what is kept comes back",
    arguments: [
      [0x4B, 7, 0x71, 200, 0x61, 0x68, 200],
      [0x4B, 7, 0x72, 1, 0, 0, 0x80, 0x61, 0x6A, 1, 0, 0, 0x80],
      [0x4B, 7, 0x94, 0x61, 0x68, 0],
    ] as [[UInt8]])
  func memo(program: [UInt8]) throws {
    let (_, heap) = try Self.value([0x5D] + program + [0x61])
    #expect(heap.lists == [[.integer(7), .integer(7)]])
  }

  @Test(
    "names, of either numpy",
    arguments: [
      ("_codecs", "encode", .encode), ("numpy.core.multiarray", "_reconstruct", .reconstruct),
      ("numpy._core.multiarray", "_reconstruct", .reconstruct), ("numpy", "ndarray", .array),
      ("numpy", "dtype", .dataType), ("numpy.core.numeric", "_frombuffer", .fromBuffer),
      ("numpy._core.numeric", "_frombuffer", .fromBuffer),
    ] as [(String, String, PickleGlobal)])
  func names(module: String, name: String, global: PickleGlobal) throws {
    let line = Array("c\(module)\n\(name)\n".utf8)
    #expect(try Self.value(line).0 == .global(global))
    let texts = [module, name].flatMap { [0x8C, UInt8($0.utf8.count)] + $0.utf8 }
    #expect(try Self.value(texts + [0x93]).0 == .global(global))
  }

  @Test("text is made bytes: in ASCII in its place, else in the heap")
  func decoding() throws {
    func decoded(_ text: String) throws -> (PickleValue, PickleHeap) {
      try Self.value(
        Array("c_codecs\nencode\n".utf8) + [0x8C, UInt8(text.utf8.count)] + text.utf8
          + [0x8C, 6] + "latin1".utf8 + [0x86, 0x52])
    }
    let (plain, _) = try decoded("abc")
    #expect(plain == .bytes(24..<27))
    // Every byte there is.
    for start in stride(from: 0, to: 256, by: 64) {
      let letters = (start..<start + 64).compactMap(Unicode.Scalar.init).map(String.init)
      let (value, heap) = try decoded(letters.joined())
      #expect(heap.bytes(of: value) == (start..<start + 64).map(UInt8.init)[...])
    }
  }

  @Test("a frame is passed over")
  func frame() throws {
    #expect(try Self.value([0x95, 1, 0, 0, 0, 0, 0, 0, 0, 0x4E]).0 == .none)
  }

  @Test("every protocol from 2 to 5 is read, no other", arguments: 0..<8)
  func protocols(number: Int) throws {
    var machine = PickleMachine([0x80, UInt8(number)] + "}.".utf8, limit: 10)
    guard (2...5).contains(number) else {
      #expect(throws: FileFault.pickle(.start, at: 0)) { try machine.run() }
      return
    }
    #expect(try machine.run().isEmpty)
  }
}
