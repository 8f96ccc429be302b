/// A candidate operation on an edge of a cell; the raw values are the names of the DARTS code.
///
/// Convolutions are in ReLU, convolution, batch norm order and have no bias. Every operation keeps
/// the number of channels and, at stride 2, turns a side of `n` pixels into `ceil(n / 2)`.
public enum Operation: String, Codable, Hashable, Sendable, CaseIterable {
  /// No connection: the output is zero.
  case none
  /// 3x3 max pooling, followed by batch norm.
  case maxPool3x3 = "max_pool_3x3"
  /// 3x3 average pooling that does not count the padding, followed by batch norm.
  case averagePool3x3 = "avg_pool_3x3"
  /// The identity; at stride 2 a factorised reduction (two 1x1 convolutions at stride 2).
  case skipConnect = "skip_connect"
  /// A 3x3 depthwise separable convolution, applied twice.
  case separableConvolution3x3 = "sep_conv_3x3"
  /// A 5x5 depthwise separable convolution, applied twice.
  case separableConvolution5x5 = "sep_conv_5x5"
  /// A 3x3 depthwise separable convolution with dilation 2, applied once.
  case dilatedConvolution3x3 = "dil_conv_3x3"
  /// A 5x5 depthwise separable convolution with dilation 2, applied once.
  case dilatedConvolution5x5 = "dil_conv_5x5"

  /// The 7 candidates of HM-NAS (section 4.1 of the paper), which has no `none`.
  public static let hmNAS: [Operation] = [
    .maxPool3x3, .averagePool3x3, .skipConnect, .separableConvolution3x3,
    .separableConvolution5x5, .dilatedConvolution3x3, .dilatedConvolution5x5,
  ]

  /// The 8 candidates of DARTS: `none`, then those of HM-NAS.
  public static let darts: [Operation] = [.none] + hmNAS
}
