import Foundation
import Testing

/// What a section of docs/json.md says of the output of a command.
struct DocumentedJSON {
  /// A row of a table: where a field is, and what it may be.
  private struct Field {
    let path: [String]
    let types: [String]
    let mayBeMissing: Bool
  }

  private let fields: [Field]
  /// The starts of all paths: what is named there is not what a `*` stands for.
  private let named: Set<[String]>

  /// Reads the tables of a section.
  ///
  /// - Parameter section: Its heading.
  /// - Throws: Where the page has no such section, or that no table.
  init(of section: String) throws {
    let page = try Documentation.section(section, of: "json.md")
    fields = page.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", maxSplits: 2).map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      guard cells.count == 3, cells[0].hasPrefix("`"), cells[0].hasSuffix("`") else { return nil }
      return Field(
        path: Self.steps(cells[0].dropFirst().dropLast()),
        types: cells[1].replacing(Self.missing, with: "").components(separatedBy: " or "),
        mayBeMissing: cells[1].hasSuffix(Self.missing))
    }
    named = Set(fields.flatMap { field in field.path.indices.map { Array(field.path[...$0]) } })
    try #require(!fields.isEmpty, "docs/json.md has no table in \(section)")
  }

  private static let missing = ", may be missing"

  /// `a[].b` as `a`, `[]`, `b`.
  private static func steps(_ path: Substring) -> [String] {
    path.replacing("[]", with: ".[]").split(separator: ".").map(String.init)
  }

  /// Where an output is not as it is documented.
  func faults(of output: JSONOutput) -> [String] {
    var faults = Set<String>()
    compare(output, at: [], &faults)
    return faults.sorted()
  }

  private func compare(_ value: JSONOutput, at path: [String], _ faults: inout Set<String>) {
    let name = path.joined(separator: ".")
    let rows = fields.filter { matches($0.path, path) }
    let deeper = fields.filter {
      $0.path.count > path.count && matches(Array($0.path.prefix(path.count)), path)
    }
    guard !rows.isEmpty || !deeper.isEmpty else {
      faults.insert("\(name) is not documented")
      return
    }
    for row in rows where !row.types.contains(where: { value.isA($0) }) {
      faults.insert("\(name) is \(value.kind), but documented as \(row.types)")
    }
    // The contents of a file are described with the file.
    if deeper.isEmpty, !rows.isEmpty { return }
    let parts = Set(deeper.map { $0.path[path.count] })
    switch value {
    case .object(let members) where !parts.contains("[]"):
      for (key, member) in members { compare(member, at: path + [key], &faults) }
      for next in parts where next != "*" && members[next] == nil && !mayMiss(path + [next]) {
        faults.insert("\((path + [next]).joined(separator: ".")) is missing")
      }
    case .array(let elements) where parts == ["[]"]:
      for element in elements { compare(element, at: path + ["[]"], &faults) }
    case .null where !rows.isEmpty: break
    default: faults.insert("\(name) is \(value.kind), but has other parts in the docs")
    }
  }

  private func mayMiss(_ path: [String]) -> Bool {
    fields.contains { $0.mayBeMissing && matches($0.path, path) }
  }

  /// Whether a documented path means a real one.
  private func matches(_ documented: [String], _ path: [String]) -> Bool {
    documented.count == path.count
      && path.indices.allSatisfy { index in
        documented[index] == path[index]
          || (documented[index] == "*" && path[index] != "[]"
            && !named.contains(Array(path[...index])))
      }
  }
}

/// What a command printed.
indirect enum JSONOutput: Decodable {
  case null, boolean, integer, number, string
  case array([JSONOutput])
  case object([String: JSONOutput])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if (try? container.decode(Bool.self)) != nil {
      self = .boolean
    } else if (try? container.decode(Int.self)) != nil {
      self = .integer
    } else if (try? container.decode(Double.self)) != nil {
      self = .number
    } else if (try? container.decode(String.self)) != nil {
      self = .string
    } else if let elements = try? container.decode([JSONOutput].self) {
      self = .array(elements)
    } else {
      self = .object(try container.decode([String: JSONOutput].self))
    }
  }

  /// Its type by name.
  var kind: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// Whether it is of a documented type; a whole number is a number, too.
  func isA(_ type: some StringProtocol) -> Bool {
    type == kind || type == "any" || (type == "number" && kind == "integer")
  }
}
