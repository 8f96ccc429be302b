@testable import Datasets

/// A program for the pickle machine, its letters as bytes, and what is wrong with it.
struct PickleCase: Sendable {
  let program: [UInt8]
  let fault: PickleFault
  /// The place of the opcode that fails; the program starts at 2.
  let place: Int

  init(_ program: String, _ fault: PickleFault, at place: Int) {
    (self.program, self.fault, self.place) = (latin(program), fault, place)
  }

  static let all = [early, values, calls]

  /// Files that end early.
  private static let early: [PickleCase] = [
    PickleCase("", .end(needed: 1, left: 0), at: 2),
    PickleCase("J\u{1}\u{2}\u{3}", .end(needed: 4, left: 3), at: 2),
    PickleCase("U\u{5}\u{1}", .end(needed: 5, left: 1), at: 2),
    PickleCase("T\u{FF}\u{FF}\u{FF}\u{FF}\u{1}", .end(needed: 4_294_967_295, left: 1), at: 2),
    PickleCase("X\0\0\0\u{80}", .end(needed: 2_147_483_648, left: 0), at: 2),
    PickleCase(
      "\u{96}" + String(repeating: "\u{FF}", count: 8), .end(needed: Int.max, left: 0), at: 2),
    PickleCase("\u{95}\u{3}\0\0\0\0\0\0\0}.", .end(needed: 3, left: 2), at: 2),
    PickleCase("cnumpy", .end(needed: 6, left: 5), at: 2),
    PickleCase("}cnumpy\ndtype", .end(needed: 6, left: 5), at: 3),
  ]

  /// Too much, too little, or another value.
  private static let values: [PickleCase] = [
    PickleCase("}..", .rest(1), at: 3),
    PickleCase("\u{8A}\u{9}\0\0\0\0\0\0\0\0\0", .integer(bytes: 9), at: 2),
    PickleCase(".", .operand(expected: "a value"), at: 2),
    PickleCase("N.", .operand(expected: "one dictionary at the end"), at: 3),
    PickleCase("}}.", .operand(expected: "one dictionary at the end"), at: 4),
    PickleCase("}(.", .operand(expected: "a value"), at: 4),
    PickleCase("(}.", .operand(expected: "one dictionary at the end"), at: 4),
    PickleCase("N(a", .operand(expected: "a value"), at: 4),
    PickleCase("NNa", .operand(expected: "a list"), at: 4),
    PickleCase("Na", .operand(expected: "a value"), at: 3),
    PickleCase("e", .operand(expected: "a mark"), at: 2),
    PickleCase("(Ne", .operand(expected: "a value"), at: 4),
    PickleCase("Ns", .operand(expected: "2 values"), at: 3),
    PickleCase("NNs", .operand(expected: "a value"), at: 4),
    PickleCase("NNNs", .operand(expected: "a dictionary"), at: 5),
    PickleCase("}(Nu", .operand(expected: "a key for each value"), at: 5),
    PickleCase("N(N\u{86}", .operand(expected: "2 values"), at: 5),
    PickleCase("q\u{1}", .operand(expected: "a value"), at: 2),
    PickleCase("N(q\u{1}", .operand(expected: "a value"), at: 4),
    PickleCase("h\u{1}", .memo(1), at: 2),
    PickleCase("j\u{FF}\u{FF}\u{FF}\u{FF}", .memo(4_294_967_295), at: 2),
  ]

  /// Names and calls.
  private static let calls: [PickleCase] = [
    PickleCase("cos\nsystem\n", .global("os.system"), at: 2),
    PickleCase("cbuiltins\neval\n", .global("builtins.eval"), at: 2),
    PickleCase("cnumpy\nndarray2\n", .global("numpy.ndarray2"), at: 2),
    PickleCase("cnumpy._core.\n\n", .global("numpy._core.."), at: 2),
    PickleCase("\u{8C}\u{2}os\u{8C}\u{6}system\u{93}", .global("os.system"), at: 14),
    PickleCase("U\u{1}aU\u{1}b\u{93}", .operand(expected: "a name"), at: 8),
    PickleCase("N)R", .operand(expected: "a function and its arguments"), at: 4),
    PickleCase("cnumpy\ndtype\nNR", .operand(expected: "a function and its arguments"), at: 16),
    PickleCase("cnumpy\ndtype\n)R", .arguments("numpy.dtype"), at: 16),
    PickleCase("cnumpy\ndtype\nU\u{2}i8\u{85}R", .arguments("numpy.dtype"), at: 20),
    PickleCase("cnumpy\nndarray\n)R", .arguments("numpy.ndarray"), at: 18),
    PickleCase(
      "cnumpy.core.multiarray\n_reconstruct\ncnumpy\ndtype\nNN\u{87}R",
      .arguments("numpy.core.multiarray._reconstruct"), at: 54),
    PickleCase(
      "cnumpy.core.numeric\n_frombuffer\n(NNNNtR",
      .arguments("numpy.core.numeric._frombuffer"), at: 40),
    PickleCase("NNb", .operand(expected: "a tuple"), at: 4),
    PickleCase("N)b", .operand(expected: "an array"), at: 4),
  ]
}

/// The bytes that the letters of a text are in latin-1.
func latin(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }
