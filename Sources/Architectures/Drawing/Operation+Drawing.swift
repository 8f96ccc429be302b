extension Operation {
  /// The operation's name on a chip, of four characters at most.
  var chipName: String {
    switch self {
    case .none: "none"
    case .maxPool3x3: "max"
    case .averagePool3x3: "avg"
    case .skipConnect: "skip"
    case .separableConvolution3x3: "sep3"
    case .separableConvolution5x5: "sep5"
    case .dilatedConvolution3x3: "dil3"
    case .dilatedConvolution5x5: "dil5"
    }
  }

  /// The chip's colour; a hue for each family, darker for the larger kernel.
  var chipColour: String {
    switch self {
    case .none: "#e8eaed"
    case .maxPool3x3: "#c9ebc5"
    case .averagePool3x3: "#8fd3a0"
    case .skipConnect: "#dccff2"
    case .separableConvolution3x3: "#c4defb"
    case .separableConvolution5x5: "#86b8f0"
    case .dilatedConvolution3x3: "#fddcb0"
    case .dilatedConvolution5x5: "#f6b262"
    }
  }
}
