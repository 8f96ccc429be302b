internal import Architectures

/// Why bytes are no pickle of numbers, text, lists and arrays of bytes.
public enum PickleFault: Error, Hashable, CustomStringConvertible {
  /// The first two bytes do not name one of the protocols 2 to 5.
  case start
  /// The opcode is none of those that are read.
  case opcode(UInt8)
  /// The file ends within a value; `needed` and `left` are numbers of bytes.
  case end(needed: Int, left: Int)
  /// Bytes follow the end of the pickle.
  case rest(Int)
  /// An opcode finds no value, or another one than it is for.
  case operand(expected: String)
  /// Nothing was kept under that number.
  case memo(Int)
  /// The name is neither that of an array nor of its parts.
  case global(String)
  /// A name that is known stands before arguments that are not.
  case arguments(String)
  /// An integer is longer than 64 bits.
  case integer(bytes: Int)
  /// Bytes that were written as text hold letters beyond latin-1.
  case text
  /// An array gives its columns one after the other.
  case columns
  /// There are more values than a file of that many images can have.
  case values(limit: Int)

  /// What was found and what was expected: the end of a sentence.
  public var description: String {
    switch self {
    case .start:
      "it starts with no protocol, expected 0x80 and a number of 2 to 5"
    case .opcode(let byte):
      "opcode 0x\(String(byte, radix: 16)) is not read, expected one for numbers, text, lists or arrays"
    case .end(let needed, let left):
      "it ends early, expected \(needed) bytes where \(left) are left"
    case .rest(let count):
      "\(count) bytes follow its end, expected none"
    case .operand(let expected):
      "its opcode finds another value or none, expected \(expected)"
    case .memo(let number):
      "nothing is kept under the number \(number), expected a value"
    case .global(let name):
      "it names \(name.prefix(100).description.legible), expected only numpy's arrays"
    case .arguments(let name):
      "it calls \(name) with other arguments, expected those of an array of bytes"
    case .integer(let bytes):
      "an integer has \(bytes) bytes, expected 8 at most"
    case .text:
      "its text holds more than bytes, expected latin-1"
    case .columns:
      "its array is stored by columns, expected rows"
    case .values(let limit):
      "it holds more than \(limit) values, expected those of a batch of images"
    }
  }
}
