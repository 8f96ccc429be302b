extension Genotype {
  /// The cells that papers have published, by the names of their methods.
  public enum Published: String, CaseIterable, Hashable, Sendable {
    /// First order: Liu et al., DARTS, 2019.
    case dartsV1 = "darts-v1"
    /// Second order: Liu et al., DARTS, 2019.
    case dartsV2 = "darts-v2"
    /// Searched on CIFAR-10: Xu et al., PC-DARTS, 2020.
    case pcDARTS = "pc-darts"
    /// Searched on ImageNet: Xu et al., PC-DARTS, 2020.
    case pcDARTSImageNet = "pc-darts-imagenet"
    /// NASNet-A: Zoph et al., 2018, as the DARTS code has it.
    case nasNet = "nasnet"
    /// Pham et al., ENAS, 2018.
    case enas = "enas"
    /// AmoebaNet-A: Real et al., 2019, as the DARTS code has it.
    case amoebaNet = "amoebanet"

    /// The cells.
    public var genotype: Genotype {
      switch self {
      case .dartsV1:
        Genotype(
          normal: cell(
            [
              .sep(3, 1), .sep(3, 0), .skip(0), .sep(3, 1), .skip(0), .sep(3, 1), .sep(3, 0),
              .skip(2),
            ], 2...5),
          reduction: cell(
            [.max(0), .max(1), .skip(2), .max(0), .max(0), .skip(2), .skip(2), .avg(0)], 2...5))
      case .dartsV2:
        Genotype(
          normal: cell(
            [
              .sep(3, 0), .sep(3, 1), .sep(3, 0), .sep(3, 1), .sep(3, 1), .skip(0), .skip(0),
              .dil(3, 2),
            ], 2...5),
          reduction: cell(
            [.max(0), .max(1), .skip(2), .max(1), .max(0), .skip(2), .skip(2), .max(1)], 2...5))
      case .pcDARTS:
        Genotype(
          normal: cell(
            [
              .sep(3, 1), .skip(0), .sep(3, 0), .dil(3, 1), .sep(5, 0), .sep(3, 1), .avg(0),
              .dil(3, 1),
            ], 2...5),
          reduction: cell(
            [
              .sep(5, 1), .max(0), .sep(5, 1), .sep(5, 2), .sep(3, 0), .sep(3, 3), .sep(3, 1),
              .sep(3, 2),
            ], 2...5))
      case .pcDARTSImageNet:
        Genotype(
          normal: cell(
            [
              .skip(1), .sep(3, 0), .sep(3, 0), .skip(1), .sep(3, 1), .sep(3, 3), .sep(3, 1),
              .dil(5, 4),
            ], 2...5),
          reduction: cell(
            [
              .sep(3, 0), .skip(1), .dil(5, 2), .max(1), .sep(3, 2), .sep(3, 1), .sep(5, 0),
              .sep(3, 3),
            ], 2...5))
      case .nasNet:
        Genotype(
          normal: cell(
            [
              .sep(5, 1), .sep(3, 0), .sep(5, 0), .sep(3, 0), .avg(1), .skip(0), .avg(0), .avg(0),
              .sep(3, 1), .skip(1),
            ], 2...6),
          reduction: cell(
            [
              .sep(5, 1), .sep(7, 0), .max(1), .sep(7, 0), .avg(1), .sep(5, 0), .skip(3), .avg(2),
              .sep(3, 2), .max(1),
            ], 4...6))
      case .enas:
        Genotype(
          normal: cell(
            [
              .sep(3, 1), .skip(1), .sep(5, 1), .skip(0), .avg(0), .sep(3, 1), .sep(3, 0), .avg(1),
              .sep(5, 1), .avg(0),
            ], 2...6),
          reduction: cell(
            [
              .sep(5, 0), .sep(3, 1), .sep(3, 1), .avg(1), .sep(3, 1), .avg(1), .avg(1), .sep(5, 4),
              .sep(3, 5), .sep(5, 0),
            ], 2...6))
      case .amoebaNet:
        Genotype(
          normal: cell(
            [
              .avg(0), .max(1), .sep(3, 0), .sep(5, 2), .sep(3, 0), .avg(3), .sep(3, 1), .skip(1),
              .skip(0), .avg(1),
            ], 4...6),
          reduction: cell(
            [
              .avg(0), .sep(3, 1), .max(0), .sep(7, 2), .sep(7, 0), .avg(1), .max(0), .max(1),
              .factorized(0), .sep(3, 5),
            ], [3, 4, 6]))
      }
    }

    private func cell(_ steps: [Step], _ outputs: some Sequence<Int>) -> Cell {
      Cell(steps, outputs: Array(outputs))
    }
  }
}

extension Genotype.Step {
  fileprivate static func sep(_ size: Int, _ source: Int) -> Self {
    Self("sep_conv_\(size)x\(size)", source)
  }

  fileprivate static func dil(_ size: Int, _ source: Int) -> Self {
    Self("dil_conv_\(size)x\(size)", source)
  }

  fileprivate static func factorized(_ source: Int) -> Self { Self("conv_7x1_1x7", source) }

  fileprivate static func max(_ source: Int) -> Self { Self("max_pool_3x3", source) }

  fileprivate static func avg(_ source: Int) -> Self { Self("avg_pool_3x3", source) }

  fileprivate static func skip(_ source: Int) -> Self { Self("skip_connect", source) }
}
