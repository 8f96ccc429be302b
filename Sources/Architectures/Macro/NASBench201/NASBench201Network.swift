/// A network of NAS-Bench-201 (Dong and Yang, ICLR 2020): one cell, many times over.
///
/// A stem (3x3 convolution, batch norm), three stages of cells at the image's size, half and a quarter of it, with
/// twice the channels each, a residual block of stride 2 before the second and the third stage, and batch norm, ReLU
/// and a classifier. Normalisations have weights.
public struct NASBench201Network: Hashable, Sendable {
  /// The cell.
  public let cell: NASBench201Cell
  /// The channels of the first stage; 16 in the benchmark.
  public let channels: Int
  /// The number of cells of each stage; 5 in the benchmark.
  public let cellsPerStage: Int

  /// The number of stages.
  public static let stages = 3
  static let channelCounts = 1...2048
  static let cellCounts = 1...32

  /// A network of a cell; the defaults are the benchmark's.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - channels: The channels of the first stage.
  ///   - cellsPerStage: The number of cells of each stage.
  /// - Throws: `ArchitectureError` for numbers out of their ranges.
  public init(
    _ cell: NASBench201Cell, channels: Int, cellsPerStage: Int
  ) throws(ArchitectureError) {
    for (name, value, range) in [
      ("channels", channels, Self.channelCounts), ("cellsPerStage", cellsPerStage, Self.cellCounts),
    ] where !range.contains(value) {
      throw .sizeOutOfRange(name: name, value: value, expected: range)
    }
    self.cell = cell
    self.channels = channels
    self.cellsPerStage = cellsPerStage
  }

  /// The benchmark's own network of a cell: 16 channels, 5 cells in each stage.
  public init(_ cell: NASBench201Cell) {
    self.cell = cell
    channels = 16
    cellsPerStage = 5
  }

  /// The shapes of the cells of each stage.
  func stageShapes(image: ImageShape) -> [ImageShape] {
    var shape = image.withChannels(channels)
    return (0..<Self.stages).map { stage in
      if stage > 0 { shape = shape.strided(by: 2).withChannels(2 * shape.channels) }
      return shape
    }
  }
}

extension NASBench201Network: Codable {
  private enum Key: String, CodingKey {
    case format, code, channels, cellsPerStage
  }

  /// Decodes and validates a network.
  ///
  /// - Throws: `ArchitectureError` for another format or code and numbers out of their ranges, `DecodingError` for
  ///   values of other types.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let format = try container.decode(String.self, forKey: .format)
    guard format == Self.currentFormat else {
      throw ArchitectureError.unknownFormat(format, expected: Self.currentFormat)
    }
    try self.init(
      NASBench201Cell(code: container.decode(String.self, forKey: .code)),
      channels: container.decode(Int.self, forKey: .channels),
      cellsPerStage: container.decode(Int.self, forKey: .cellsPerStage))
  }

  /// Encodes the format, the benchmark's text for the cell and the skeleton.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.currentFormat, forKey: .format)
    try container.encode(cell.code, forKey: .code)
    try container.encode(channels, forKey: .channels)
    try container.encode(cellsPerStage, forKey: .cellsPerStage)
  }
}
