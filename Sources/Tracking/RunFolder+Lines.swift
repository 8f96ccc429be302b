internal import Architectures
internal import Files
internal import Foundation

/// Files of one JSON object a line, which grow with every epoch.
extension RunFolder {
  /// What a file holds; nothing where it is not there.
  func data(of file: URL) throws(RunError) -> Data {
    do throws(FileFailure) {
      return try DurableFile.contents(of: file) ?? Data()
    } catch {
      throw .reading(error)
    }
  }

  /// The lines that have an end.
  static func lines(of data: Data) -> [Data] {
    Array(data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast())
  }

  /// Decodes a line; errors name its number and the file.
  static func decodeLine<Value: Decodable>(
    _ type: Value.Type, _ line: Data, number: Int, at path: String
  ) throws(RunError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: line)
    } catch {
      let fault = JSONFault(error, decoding: type, from: line)
      throw .malformed(path: path, reason: "line \(number): \(fault.clause)")
    }
  }

  /// Appends a value as a line, keys in order.
  func append(line value: some Encodable, to file: URL) throws(RunError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line: Data
    do {
      line = try encoder.encode(value) + Data("\n".utf8)
    } catch {
      throw .unwritable(path: file.path, reason: "a value is no JSON: \(error)")
    }
    do throws(FileFailure) {
      try DurableFile.append(line, to: file)
    } catch {
      throw .writing(error)
    }
  }

  /// Writes lines in place of what a file holds, unless they are that.
  func replace(_ file: URL, holding data: Data, with lines: some Sequence<Data>) throws(RunError) {
    let kept = Data(lines.flatMap { $0 + [UInt8(ascii: "\n")] })
    guard kept != data else { return }
    do throws(FileFailure) {
      try DurableFile.write(kept, to: file)
    } catch {
      throw .writing(error)
    }
  }
}
