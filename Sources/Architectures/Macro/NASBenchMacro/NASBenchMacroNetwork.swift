/// A network of NAS-Bench-Macro (Su et al., "Prioritized Architecture Sampling with Monte-Carlo
/// Tree Search", CVPR 2021): 8 layers with 3 choices each.
public struct NASBenchMacroNetwork: Hashable, Sendable {
  /// What stands at a layer; the raw values are the digits of the benchmark's codes.
  public enum Choice: Int, Codable, Hashable, Sendable, CaseIterable {
    /// The identity; in the first layer of a stage, a 1x1 convolution at stride 2 and batch norm.
    case identity
    /// An inverted residual with a 3x3 kernel that expands 3 times.
    case kernel3Expansion3
    /// An inverted residual with a 5x5 kernel that expands 6 times.
    case kernel5Expansion6
  }

  /// The numbers of layers of the three stages.
  public static let stageDepths = [2, 3, 3]
  /// The output channels of the three stages; the first layer of each has stride 2.
  public static let stageWidths = [64, 128, 256]
  /// The number of layers.
  public static let layers = stageDepths.reduce(0, +)

  /// The choice of every layer, from the stem to the head.
  public let choices: [Choice]

  /// A network of 8 choices.
  public init(_ choices: [Choice]) {
    precondition(choices.count == Self.layers, "\(choices.count) choices, expected \(Self.layers)")
    self.choices = choices
  }

  /// Reads a code of the benchmark, such as "02012100".
  ///
  /// - Throws: `ArchitectureError` for text that is not 8 digits of 0, 1 and 2.
  public init(code: String) throws(ArchitectureError) {
    let digits = code.map { $0.isASCII ? $0.wholeNumberValue : nil }
    let choices = digits.compactMap { $0.flatMap(Choice.init(rawValue:)) }
    guard digits.count == Self.layers, choices.count == Self.layers else {
      throw .malformedCode(code, expected: "8 digits of 0, 1 and 2, such as 02012100")
    }
    self.init(choices)
  }

  /// The benchmark's code, such as "02012100".
  public var code: String { choices.map { "\($0.rawValue)" }.joined() }

  /// Every code of the space, 3^8 = 6,561, in ascending order.
  public static var all: [NASBenchMacroNetwork] {
    let count = (0..<layers).reduce(1) { count, _ in count * Choice.allCases.count }
    return (0..<count).map { number in
      var rest = number
      let digits = (0..<layers).map { _ in
        let digit = rest % Choice.allCases.count
        rest /= Choice.allCases.count
        return Choice.allCases[digit]
      }
      return NASBenchMacroNetwork(digits.reversed())
    }
  }
}

extension NASBenchMacroNetwork: CustomStringConvertible {
  /// The code.
  public var description: String { code }
}
