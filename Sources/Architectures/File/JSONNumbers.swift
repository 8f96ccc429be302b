internal import Foundation

/// The numbers of a JSON file, to find the one that does not fit where it stands.
///
/// Decoders say neither which one that is nor that it is a number: it is found by trying others.
struct JSONNumbers {
  private let root: JSONValue
  private let count: Int

  /// Reads a file; nil for one that is not JSON.
  init?(_ data: Data) {
    guard let root = try? JSONDecoder().decode(JSONValue.self, from: data) else { return nil }
    self.root = root
    var count = 0
    _ = root.mapNumbers { _, number in
      count += 1
      return number
    }
    self.count = count
  }

  /// The first number that keeps the file from being decoded; nil where no number does.
  func misfit<Value: Decodable>(decoding type: Value.Type) -> JSONFault? {
    guard count > 0, fits(type, replacing: { _ in .integer(0) }) else { return nil }
    // With zeros from some place on, the file fits where the first misfit is there or behind.
    var place = 0
    var rest = 1..<count
    while !rest.isEmpty {
      let middle = rest.lowerBound + rest.count / 2
      if fits(type, replacing: { $0 < middle ? nil : .integer(0) }) {
        place = middle
        rest = middle + 1..<rest.upperBound
      } else {
        rest = rest.lowerBound..<middle
      }
    }
    func takes(_ number: JSONValue) -> Bool {
      fits(type) { $0 < place ? nil : $0 == place ? number : .integer(0) }
    }
    let expected =
      takes(.number(0.5))
      ? "a smaller number" : takes(.integer(-1)) ? "a whole number" : "a whole number from 0"
    var fault: JSONFault?
    var index = 0
    _ = root.mapNumbers { path, number in
      if index == place {
        fault = JSONFault(path: path, reason: "is \(number), expected \(expected)")
      }
      index += 1
      return number
    }
    return fault
  }

  /// Whether a file with other numbers in some places can be decoded as far as numbers go.
  private func fits<Value: Decodable>(
    _ type: Value.Type, replacing number: (Int) -> JSONValue?
  ) -> Bool {
    var index = 0
    let changed = root.mapNumbers { _, old in
      defer { index += 1 }
      return number(index) ?? old
    }
    do {
      _ = try JSONDecoder().decode(type, from: JSONEncoder().encode(changed))
      return true
    } catch let error as DecodingError {
      return !error.isWithoutPlace
    } catch {
      return true
    }
  }
}

/// Any JSON value.
private enum JSONValue: Codable, CustomStringConvertible {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }

  var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    default: "no number"
    }
  }

  /// The value with other numbers; `transform` gets each with the path to it, in the order of keys.
  func mapNumbers(
    path: String = "", _ transform: (String, JSONValue) -> JSONValue
  ) -> JSONValue {
    switch self {
    case .null, .flag, .text: return self
    case .integer, .number: return transform(path, self)
    case .list(let values):
      return .list(
        values.enumerated().map { $1.mapNumbers(path: "\(path)[\($0)]", transform) })
    case .object(let values):
      var changed: [String: JSONValue] = [:]
      for (key, value) in values.sorted(by: { $0.key < $1.key }) {
        changed[key] = value.mapNumbers(path: path.isEmpty ? key : "\(path).\(key)", transform)
      }
      return .object(changed)
    }
  }
}
