/// The per-channel statistics that pixels are normalised with: `(pixel / 255 - mean) / deviation`.
public struct Normalization: Hashable, Sendable {
  /// The mean of each channel, for pixels in [0, 1].
  public let mean: [Double]
  /// The standard deviation of each channel, for pixels in [0, 1].
  public let standardDeviation: [Double]
  /// Where the numbers come from.
  public let source: String
}

extension Dataset {
  /// The mean and standard deviation over the pixels of the training set.
  public var normalization: Normalization {
    switch self {
    case .fashionMNIST:
      // Computed: .28604060, .35302424.
      Normalization(
        mean: [0.2860], standardDeviation: [0.3530],
        source: "computed from the training set, rounded to four digits")
    case .mnist:
      Normalization(
        mean: [0.1307], standardDeviation: [0.3081],
        source: "PyTorch's MNIST example")
    case .cifar10:
      // Computed: .49139968, .48215841, .44653091 and .24703223, .24348513, .26158784.
      Normalization(
        mean: [0.49139968, 0.48215827, 0.44653124],
        standardDeviation: [0.24703233, 0.24348505, 0.26158768],
        source: "DARTS (Liu, Simonyan, Yang, 2019), checked against the training set")
    case .cifar100:
      Normalization(
        mean: [0.5071, 0.4865, 0.4409], standardDeviation: [0.2673, 0.2564, 0.2762],
        source: "the values in common use for the training set, not recomputed here")
    }
  }
}
