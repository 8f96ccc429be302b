package import Foundation

/// What is wrong with a JSON file that could not be decoded, and where in it.
package struct JSONFault: Hashable, Sendable {
  /// The keys that lead to the value, such as `cells[0].kind`; empty for the file as a whole.
  package let path: String
  /// What was found there and what was expected, as the end of a sentence.
  package let reason: String

  /// Puts the two together.
  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// The place and what is wrong with it: `"cells[0].kind" is missing`, or `it is not valid JSON`.
  package var clause: String { (path.isEmpty ? "it" : "\"\(path)\"") + " " + reason }

  /// Says what a decoder refused.
  ///
  /// - Parameters:
  ///   - error: What the decoder threw.
  ///   - type: What it was to decode.
  ///   - data: What it decoded from.
  package init<Value: Decodable>(_ error: any Error, decoding type: Value.Type, from data: Data) {
    guard let error = error as? DecodingError else {
      self.init(path: "", reason: "cannot be read: \(error)")
      return
    }
    // A number that does not fit is all that a decoder gives no place for, but for broken JSON.
    if error.isWithoutPlace, let fault = JSONNumbers(data)?.misfit(decoding: type) {
      self = fault
    } else {
      self.init(error)
    }
  }

  private init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self.init(path: Self.path(context.codingPath + [key]), reason: "is missing")
    case .valueNotFound(let type, let context):
      self.init(
        path: Self.path(context.codingPath), reason: "is null, expected \(Self.name(of: type))")
    case .typeMismatch(let type, let context):
      self.init(
        path: Self.path(context.codingPath), reason: "is not \(Self.name(of: type))")
    case .dataCorrupted(let context):
      let path = Self.path(context.codingPath)
      let cause = context.underlyingError as? UnknownName
      self.init(
        path: path,
        reason: cause?.reason
          ?? (path.isEmpty ? "is not valid JSON" : "has a value that is not known"))
    @unknown default:
      self.init(path: "", reason: "cannot be decoded")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { path, key in
      // A name that consists of digits has an `intValue` as well.
      if let index = key.intValue, !key.stringValue.allSatisfy(\.isNumber) {
        path += "[\(index)]"
      } else {
        path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }

  /// A type as JSON calls it.
  private static func name(of type: Any.Type) -> String {
    switch type {
    case is any FixedWidthInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is Bool.Type: "true or false"
    case is String.Type: "a text"
    case is [Any].Type: "a list"
    case is [String: Any].Type: "an object"
    default: "\(type)"
    }
  }
}

extension DecodingError {
  /// Whether it names no value of the file.
  var isWithoutPlace: Bool {
    guard case .dataCorrupted(let context) = self else { return false }
    return context.codingPath.isEmpty
  }
}
