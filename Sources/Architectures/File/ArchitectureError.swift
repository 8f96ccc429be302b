/// Why an architecture cannot be read or built.
public enum ArchitectureError: Error, Hashable, Sendable {
  /// The file lacks a value or has one of another type; `path` is empty for the file as a whole.
  case malformed(path: String, reason: String)
  /// The file is of another kind or of a later version.
  case unknownFormat(String, expected: String = MaskedCellNetwork.currentFormat)
  /// A size of the skeleton is not in its range.
  case sizeOutOfRange(name: String, value: Int, expected: ClosedRange<Int>)
  /// The stem cannot have the stride.
  case stemStride(Int, Stem)
  /// The cells at these positions cannot all reduce.
  case reductions([Int], cells: Int)
  /// The graph of a cell is none; what it has and what was expected.
  case impossibleTopology(String, expected: String)
  /// The skeleton has no candidate operations.
  case noCandidateOperations
  /// The skeleton names a candidate operation twice.
  case repeatedCandidateOperation(Operation)
  /// There are more or fewer cells than the skeleton has positions.
  case wrongCellCount(Int, expected: Int)
  /// A cell is not of the kind of its position.
  case wrongCellKind(cell: Int, CellKind, expected: CellKind)
  /// The output of the cell depends on none of its inputs.
  case deadCell(Int)
  /// An edge is not in the topology.
  case unknownEdge(cell: Int, Edge)
  /// An edge occurs twice.
  case repeatedEdge(cell: Int, Edge)
  /// An edge does not come in the order of the topology.
  case unorderedEdge(cell: Int, Edge)
  /// An edge has no operation, so it should not be listed.
  case emptyEdge(cell: Int, Edge)
  /// An operation is not a candidate of the skeleton.
  case unknownOperation(cell: Int, Edge, Operation)
  /// An operation occurs twice on an edge.
  case repeatedOperation(cell: Int, Edge, Operation)
  /// An importance of the edge or of one of its operations, or their product, is infinite or not a
  /// number.
  case importanceNotFinite(cell: Int, Edge, Float)
  /// A code does not name a network of its space.
  case malformedCode(String, expected: String)
  /// There are more or fewer stages than the space has.
  case wrongStageCount(Int, expected: Int)
  /// A stage has more or fewer blocks than the space asks for.
  case wrongBlockCount(stage: Int, Int, expected: Int)
  /// A block is skipped whose output has another shape than its input.
  case impossibleSkip(stage: Int, block: Int)
  /// A number of channels is out of its range or no multiple of the unit.
  case notMultiple(name: String, value: Int, of: Int, expected: ClosedRange<Int>)
  /// A stem has a stride that its space does not know.
  case unknownStride(Int, expected: [Int])
  /// A genotype is none, or cannot be built; what it has and what was expected.
  case malformedGenotype(String, expected: String)
  /// A network is no genotype, and why.
  case noGenotype(String)
  /// The expansions of a space are missing, out of order or repeated.
  case expansions([Int])
  /// A block has an expansion that is not one of its space.
  case foreignExpansion(stage: Int, block: Int, Int, expected: [Int])
}

extension ArchitectureError: CustomStringConvertible {
  /// One sentence: what is wrong, where, and what was expected.
  public var description: String { sentence.legible }

  private var sentence: String {
    switch self {
    case .malformed(let path, let reason):
      path.isEmpty ? "The architecture \(reason)." : "\"\(path)\" in the architecture \(reason)."
    case .unknownFormat(let format, let expected):
      "The architecture has format \"\(format)\", expected \"\(expected)\"."
    case .sizeOutOfRange(let name, let value, let expected):
      "\"\(name)\" of the network is \(value), "
        + "expected \(expected.lowerBound) to \(expected.upperBound)."
    case .stemStride(let stride, let stem):
      "\"stemStride\" is \(stride), expected one of \(stem.strides.listed) "
        + "with a \(stem.rawValue) stem."
    case .reductions(let positions, let cells):
      "\"reductions\" of the network is \(positions), expected positions of its \(cells) cells, "
        + "ascending, that double the channels to at most \(CellNetwork.mostChannels)."
    case .impossibleTopology(let found, let expected):
      "The topology of the network \(found), expected \(expected)."
    case .noCandidateOperations:
      "The network has no candidate operations, expected at least one."
    case .repeatedCandidateOperation(let operation):
      "The network lists the candidate operation \(operation.name) twice, expected it once."
    case .wrongCellCount(let count, let expected):
      "The architecture has \(count) cells, expected \(expected)."
    case .wrongCellKind(let cell, let kind, let expected):
      "Cell \(cell) is a \(kind.rawValue) cell, expected a \(expected.rawValue) cell."
    case .deadCell(let cell):
      "The output of cell \(cell) depends on none of its inputs, "
        + "expected edges from an input to the output with operations other than none."
    case .unknownEdge(let cell, let edge):
      "Edge \(edge) of cell \(cell) is not in the topology, "
        + "expected one of its edges."
    case .repeatedEdge(let cell, let edge):
      "Edge \(edge) of cell \(cell) occurs twice, expected it once."
    case .unorderedEdge(let cell, let edge):
      "Edge \(edge) of cell \(cell) is out of order, expected edges by target, then by source."
    case .emptyEdge(let cell, let edge):
      "Edge \(edge) of cell \(cell) has no operations, expected at least one."
    case .unknownOperation(let cell, let edge, let operation):
      "Operation \(operation.name) on edge \(edge) of cell \(cell) is not a candidate, "
        + "expected one of the network's operations."
    case .repeatedOperation(let cell, let edge, let operation):
      "Operation \(operation.name) on edge \(edge) of cell \(cell) occurs twice, "
        + "expected it once."
    case .importanceNotFinite(let cell, let edge, let value):
      "An importance on edge \(edge) of cell \(cell) is \(value), expected a finite number."
    case .malformedCode(let code, let expected):
      "The code \"\(code)\" names no network, expected \(expected)."
    case .wrongStageCount(let count, let expected):
      "The architecture has \(count) stages, expected \(expected)."
    case .wrongBlockCount(let stage, let count, let expected):
      "Stage \(stage) has \(count) blocks, expected \(expected)."
    case .impossibleSkip(let stage, let block):
      "Block \(block) of stage \(stage) is skipped but changes the shape, expected a block there."
    case .notMultiple(let name, let value, let unit, let expected):
      "\"\(name)\" of the network is \(value), expected a multiple of \(unit) "
        + "from \(expected.lowerBound) to \(expected.upperBound)."
    case .unknownStride(let stride, let expected):
      "\"space.stemStride\" of the network is \(stride), expected one of \(expected.listed)."
    case .malformedGenotype(let found, let expected):
      "The genotype \(found), expected \(expected)."
    case .noGenotype(let reason):
      "The network is no genotype: \(reason)."
    case .expansions(let found):
      "\"space.expansions\" of the network is [\(found.listed)], "
        + "expected at least one, ascending, each once."
    case .foreignExpansion(let stage, let block, let found, let expected):
      "Block \(block) of stage \(stage) expands \(found) times, "
        + "expected one of its space, \(expected.listed)."
    }
  }
}

extension [Int] {
  fileprivate var listed: String { map(String.init).joined(separator: ", ") }
}
