extension Genotype {
  /// Reads what the DARTS code prints; lists may end in a comma, and `range` may stand for a list of nodes.
  ///
  /// - Parameter text: Such as `Genotype(normal=[('sep_conv_3x3', 1), ...], normal_concat=[2, 3, 4, 5], ...)`.
  /// - Throws: `ArchitectureError` for other text, with the place where it is other.
  public init(_ text: String) throws(ArchitectureError) {
    var reader = GenotypeReader(text)
    var steps: [String: [Step]] = [:]
    var outputs: [String: [Int]] = [:]
    try reader.expect("Genotype")
    try reader.expect("(")
    repeat {
      let key = try reader.word()
      try reader.expect("=")
      guard steps[key] == nil, outputs[key] == nil else {
        throw reader.fault("each part once, not \(key) again")
      }
      switch key {
      case "normal", "reduce": steps[key] = try reader.steps()
      case "normal_concat", "reduce_concat": outputs[key] = try reader.nodes()
      default: throw reader.fault("normal, normal_concat, reduce or reduce_concat, not \(key)")
      }
    } while try reader.goesOn(until: ")")
    try reader.end()
    func cell(_ key: String) throws(ArchitectureError) -> Cell {
      guard let steps = steps[key], let outputs = outputs["\(key)_concat"] else {
        throw .malformedGenotype(
          "has no \(steps[key] == nil ? key : "\(key)_concat")",
          expected: "normal, normal_concat, reduce and reduce_concat")
      }
      return Cell(steps, outputs: outputs)
    }
    self.init(normal: try cell("normal"), reduction: try cell("reduce"))
  }
}

/// Reads the few literals of Python that a genotype consists of.
private struct GenotypeReader {
  private let characters: [Character]
  private var position = 0

  init(_ text: String) { characters = Array(text) }

  func fault(_ expected: String) -> ArchitectureError {
    .malformedGenotype("is none from character \(position + 1) on", expected: expected)
  }

  private mutating func next() -> Character? {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    return position < characters.count ? characters[position] : nil
  }

  mutating func expect(_ text: String) throws(ArchitectureError) {
    guard next() != nil, characters[position...].starts(with: text) else { throw fault(text) }
    position += text.count
  }

  mutating func end() throws(ArchitectureError) {
    guard next() == nil else { throw fault("the end") }
  }

  private mutating func run(of isWanted: (Character) -> Bool) -> String {
    let run = characters[position...].prefix(while: isWanted)
    position += run.count
    return String(run)
  }

  mutating func word() throws(ArchitectureError) -> String {
    guard next() != nil else { throw fault("a name") }
    let word = run { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard !word.isEmpty else { throw fault("a name") }
    return word
  }

  private mutating func number() throws(ArchitectureError) -> Int {
    guard next() != nil else { throw fault("a number") }
    let start = position
    guard let number = Int(run { $0.isASCII && $0.isNumber }), number < 100 else {
      position = start
      throw fault("a number of a node")
    }
    return number
  }

  /// Whether a list goes on behind a comma; what closes it is read.
  mutating func goesOn(until closing: Character) throws(ArchitectureError) -> Bool {
    if next() == "," {
      position += 1
      guard next() == closing else { return true }
    }
    guard next() == closing else { throw fault("a comma or \(closing)") }
    position += 1
    return false
  }

  private mutating func list<Element>(
    _ element: (inout Self) throws(ArchitectureError) -> Element
  ) throws(ArchitectureError) -> [Element] {
    let closing: Character = next() == "(" ? ")" : "]"
    try expect(closing == ")" ? "(" : "[")
    var list: [Element] = []
    if next() == closing {
      position += 1
      return list
    }
    repeat { list.append(try element(&self)) } while try goesOn(until: closing)
    return list
  }

  mutating func nodes() throws(ArchitectureError) -> [Int] {
    guard next() == "r" else {
      return try list { (reader) throws(ArchitectureError) in try reader.number() }
    }
    try expect("range")
    let bounds = try list { (reader) throws(ArchitectureError) in try reader.number() }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      throw fault("range of two numbers, the smaller one first")
    }
    return Array(bounds[0]..<bounds[1])
  }

  mutating func steps() throws(ArchitectureError) -> [Genotype.Step] {
    try list { (reader) throws(ArchitectureError) in
      try reader.expect("(")
      let quote = reader.next() == "\"" ? "\"" : "'"
      try reader.expect(quote)
      let operation = try reader.word()
      try reader.expect(quote)
      try reader.expect(",")
      let source = try reader.number()
      if try reader.goesOn(until: ")") { throw reader.fault(")") }
      return Genotype.Step(operation, source)
    }
  }
}
