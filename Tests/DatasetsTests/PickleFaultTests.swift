import Testing

@testable import Datasets

struct PickleFaultTests {
  private static func run(_ program: [UInt8], limit: Int = 100) throws {
    var machine = PickleMachine([0x80, 2] + program, limit: limit)
    _ = try machine.run()
  }

  @Test(
    "bytes that are no pickle", arguments: [[], [0x80], [0x80, 1], [0x28, 0x64]] as [[UInt8]])
  func start(bytes: [UInt8]) {
    var machine = PickleMachine(bytes, limit: 100)
    #expect(throws: FileFault.pickle(.start, at: 0)) { try machine.run() }
  }

  /// Those of protocols 0 and 1, of objects, floating-point numbers, sets, and none at all.
  @Test("every other opcode is refused")
  func opcodes() {
    let others = (UInt8.min...UInt8.max).filter { PickleOpcode(rawValue: $0) == nil }
    #expect(others.count == 256 - 37)
    for opcode in others {
      #expect(throws: FileFault.pickle(.opcode(opcode), at: 2)) { try Self.run([opcode, 0, 0, 0]) }
    }
  }

  @Test("each fault has its kind and its place", arguments: PickleCase.all)
  func faults(cases: [PickleCase]) {
    for test in cases {
      #expect(throws: FileFault.pickle(test.fault, at: test.place)) {
        try Self.run(test.program)
      }
    }
  }

  /// Too few bytes, too many values, a dimension that is no number, text, nothing.
  @Test(
    "arrays that are refused",
    arguments: [
      ("K\u{2}K\u{2}", "U\u{3}abc"), ("K\u{2}J\u{7F}\u{7F}\u{7F}\u{7F}", "U\u{3}abc"),
      ("K\u{2}N", "U\u{2}ab"), ("K\u{2}K\u{2}", "X\u{4}\0\0\0abcd"), ("K\u{2}K\u{2}", "N"),
    ])
  func arrays(shape: String, content: String) {
    let program = Self.array(shape: shape, content: content, isByColumns: false)
    #expect(throws: FileFault.pickle(.arguments("numpy.ndarray"), at: program.count - 1)) {
      try Self.run(program)
    }
  }

  @Test("arrays by columns are refused, those by rows are not")
  func columns() throws {
    func program(isByColumns: Bool) -> [UInt8] {
      Self.array(
        shape: "K\u{2}K\u{2}", content: "U\u{4}abcd", isByColumns: isByColumns)
    }
    try Self.run(program(isByColumns: false))
    let other = program(isByColumns: true)
    #expect(throws: FileFault.pickle(.columns, at: other.count - 1)) { try Self.run(other) }
  }

  /// A dictionary with an array of two dimensions, which is filled three bytes before the end.
  private static func array(shape: String, content: String, isByColumns: Bool) -> [UInt8] {
    var program = Array("}Ncnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nN".utf8)
    program += [0x4E, 0x87, 0x52] + "(K\u{1}\(shape)".utf8 + [0x86]
    program += "cnumpy\ndtype\nU\u{2}u1".utf8 + [0x85, 0x52, isByColumns ? 0x88 : 0x89]
    return program + "\(content)tbs.".utf8
  }

  @Test("a size that is beyond numbers is refused")
  func overflow() {
    let huge: [UInt8] = [0x8A, 8, 0, 0, 0, 0, 0, 0, 0, 0x40]
    let program =
      Array("}Ncnumpy.core.numeric\n_frombuffer\n(U\u{0}cnumpy\ndtype\nU\u{2}u1".utf8)
      + [0x85, 0x52] + huge + huge + [0x86] + "U\u{1}CtR".utf8
    #expect("a product of 2 to the 124") {
      try Self.run(program)
    } throws: { error in
      guard case FileFault.pickle(.arguments("numpy.ndarray"), at: _) = error else { return false }
      return true
    }
  }

  @Test(
    "buffers by columns are refused, those by rows are not", arguments: [("C", true), ("F", false)])
  func buffers(order: String, isRead: Bool) throws {
    let program =
      Array("}Ncnumpy.core.numeric\n_frombuffer\n(U\u{4}abcdcnumpy\ndtype\nU\u{2}u1".utf8)
      + [0x85, 0x52] + "K\u{2}K\u{2}".utf8 + [0x86] + "U\u{1}\(order)tRs.".utf8
    guard !isRead else { return try Self.run(program) }
    #expect(throws: FileFault.pickle(.columns, at: 71)) { try Self.run(program) }
  }

  @Test(
    "text that is no bytes is refused",
    arguments: [
      [0xC4, 0x80], [0xE2, 0x82, 0xAC], [0xC3], [0xC3, 0x41], [0x80], [0xFF],
    ] as [[UInt8]])
  func text(letters: [UInt8]) {
    let program =
      Array("c_codecs\nencode\n".utf8) + [0x8C, UInt8(letters.count)] + letters
      + [0x8C, 6] + "latin1".utf8 + [0x86, 0x52]
    #expect(throws: FileFault.pickle(.text, at: program.count + 1)) { try Self.run(program) }
  }

  @Test("text is made bytes only once for each of its letters")
  func textTwice() {
    // Twenty letters of a file of 102 bytes, kept and made bytes again and again.
    let call = "h\u{0}h\u{1}h\u{2}".utf8 + [0x86, 0x52]
    let program =
      Array("c_codecs\nencode\nq\u{0}".utf8) + [0x8C, 20] + [UInt8](repeating: 0x61, count: 20)
      + "q\u{1}".utf8 + [0x8C, 6] + "latin1q\u{2}".utf8 + call + call + call + call + call + call
    #expect(program.count == 100)
    #expect(throws: FileFault.pickle(.arguments("_codecs.encode"), at: 101)) {
      try Self.run(program)
    }
  }

  @Test(
    "no more values are made than a batch can have",
    arguments: [("N", 1), ("]", 1), ("}", 1), (")", 1), ("(", 1), ("Nq\u{1}", 2)])
  func values(opcodes: String, count: Int) throws {
    let program = Array(String(repeating: opcodes, count: 50).utf8)
    let place = 2 + 10 / count * opcodes.utf8.count
    #expect(throws: FileFault.pickle(.values(limit: 10), at: place)) {
      try Self.run(program, limit: 10)
    }
  }
}
