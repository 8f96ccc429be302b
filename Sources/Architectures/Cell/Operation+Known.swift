internal import Synchronization

extension Operation {
  /// The operations of this library: a new one is a line here.
  public static let builtIn: [Operation] = [
    .none, .maxPool3x3, .averagePool3x3, .skipConnect, .separableConvolution3x3,
    .separableConvolution5x5, .dilatedConvolution3x3, .dilatedConvolution5x5, .convolution1x1,
    .convolution3x3, .plainMaxPool3x3, .plainAveragePool3x3, .invertedResidual3x3e3,
    .invertedResidual5x5e3, .invertedResidual3x3e6, .invertedResidual5x5e6,
    .separableConvolution7x7, .factorizedConvolution7x7,
  ]

  private static let registered = Mutex<[Operation]>([])

  /// Every operation that a file may name: the built-in ones, then those that were registered, in their order.
  public static var known: [Operation] { builtIn + registered.withLock { $0 } }

  /// Lets files name an operation of the program.
  ///
  /// - Precondition: No other operation has its name.
  public static func register(_ operation: Operation) {
    registered.withLock { list in
      precondition(
        !(builtIn + list).contains(operation), "there already is an operation \(operation.name)")
      list.append(operation)
    }
  }

  /// The operation of that name, or nil where none is known.
  public init?(named name: String) {
    guard let operation = Self.known.first(where: { $0.name == name }) else { return nil }
    self = operation
  }

  /// The 7 candidates of HM-NAS (section 4.1 of the paper), which has no `none`.
  public static let hmNAS: [Operation] = Array(darts.dropFirst())

  /// The 8 candidates of DARTS: `none`, then those of HM-NAS.
  public static let darts: [Operation] = [
    .none, .maxPool3x3, .averagePool3x3, .skipConnect, .separableConvolution3x3,
    .separableConvolution5x5, .dilatedConvolution3x3, .dilatedConvolution5x5,
  ]

  /// The 5 candidates of a chain of inverted residuals.
  public static let chain: [Operation] = [
    .skipConnect, .invertedResidual3x3e3, .invertedResidual5x5e3, .invertedResidual3x3e6,
    .invertedResidual5x5e6,
  ]

  /// The 5 candidates of NAS-Bench-201, in its order.
  public static let nasBench201: [Operation] = [
    .none, .skipConnect, .convolution1x1, .convolution3x3, .plainAveragePool3x3,
  ]
}

extension Operation: Codable {
  /// Finds the operation that is named.
  ///
  /// - Throws: `DecodingError` for a name that is not known.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let operation = Operation(named: name) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: container.codingPath, debugDescription: "There is no operation \(name)",
          underlyingError: UnknownName(name: name, known: Self.known.map(\.name))))
    }
    self = operation
  }

  /// Encodes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
