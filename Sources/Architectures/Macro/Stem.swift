/// How the stem of a network of cells divides an image's sides by its stride.
public enum Stem: String, Codable, CaseIterable, Sendable {
  /// One 3x3 convolution with the whole stride, as in DARTS and HM-NAS for small images.
  case single
  /// 3x3 convolutions of stride 2 one after the other, with normalisation and ReLU between, the first ones with half of
  /// the channels: as DARTS does for large images.
  case chain

  /// The strides that a stem can have: a chain's are powers of 2.
  public var strides: [Int] {
    switch self {
    case .single: [1, 2, 3, 4]
    case .chain: [2, 4, 8]
    }
  }
}
