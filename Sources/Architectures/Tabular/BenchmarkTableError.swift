internal import Foundation

/// Why a benchmark's table cannot be read.
public enum BenchmarkTableError: Error, Hashable, Sendable {
  /// There is no such file.
  case missing(path: String, expected: String)
  /// The system refuses to read the file.
  case unreadable(path: String, reason: String)
  /// The file is not the table; `place` says where, `reason` what was found and expected.
  case malformed(path: String, place: String, reason: String)
}

extension BenchmarkTableError: CustomStringConvertible {
  /// One sentence: what is wrong, where, and what was expected.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .missing(let path, let expected): "There is no file \(path), expected \(expected)."
    case .unreadable(let path, let reason): "Cannot read \(path): \(reason)."
    case .malformed(let path, let place, let reason):
      "Cannot understand \(path): \(place.isEmpty ? "it" : place) \(reason)."
    }
  }
}

/// What is wrong with the contents of a table, before the file's name is known.
struct TableFault: Error {
  let place: String
  let reason: String
}

extension TableFault {
  /// Reads a file and makes a table of its contents.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - expected: What the file should be, for the case that it is missing.
  ///   - parse: Makes the table.
  /// - Returns: What `parse` returns.
  /// - Throws: `BenchmarkTableError`, with the faults of `parse` as `malformed`.
  static func reading<Table>(
    _ file: URL, expected: String, parse: (Data) throws(TableFault) -> Table
  ) throws(BenchmarkTableError) -> Table {
    let data: Data
    do {
      data = try Data(contentsOf: file)
    } catch {
      guard FileManager.default.fileExists(atPath: file.path) else {
        throw .missing(path: file.path, expected: expected)
      }
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      let reason = cause.map { String(cString: strerror(Int32($0.code))) }
      throw .unreadable(path: file.path, reason: reason ?? "it is not a file that can be read")
    }
    do {
      return try parse(data)
    } catch {
      throw .malformed(path: file.path, place: error.place, reason: error.reason)
    }
  }
}
