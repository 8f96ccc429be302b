internal import Architectures
internal import Search
internal import Torch
internal import Training

/// From which fan-in the scale of a generated weight comes [R].
package enum WeightScaling: String, Choice, Sendable {
  /// That of the layer as it is cropped: every network starts with variance 2 / fan-in in all of its layers.
  case cropped
  /// That of the largest layer of the place: narrower layers start with less.
  case largest
}

/// The HyperNetwork of section 2: it predicts the weights of every convolution from the code.
///
/// For every place, h = ReLU(W1 a + b1) and W = crop(reshape(W2 h + b2)).
struct PaperHyperNetwork: ConvolutionModel {
  struct Options: Hashable, Sendable {
    var hidden: Int
    /// Share of the initial variance that depends on the code; the rest is that of b2.
    var codeShare: Double
    var scaling: WeightScaling
  }

  private struct Place {
    let shape: SharedShape
    let trunk: CodeTrunk
    let weight, bias: Tensor
  }

  private var places: [String: Place] = [:]
  private let scaling: WeightScaling

  /// Declares the generators.
  ///
  /// The weights start with variance 2 / fan-in (MetaPruning's default start is 2 to 6 times too large): W2 is scaled
  /// by the mean |h|² over some codes.
  ///
  /// - Parameters:
  ///   - shapes: The weights to generate, in their largest form.
  ///   - options: Sizes and scaling.
  ///   - samples: Codes of random networks, from which the start is scaled.
  ///   - scope: Where the generators are declared.
  init(
    _ shapes: [SharedShape], options: Options, samples: [NetworkCode], in scope: ParameterScope
  ) {
    scaling = options.scaling
    for shape in shapes where shape.kind != .linear {
      let codes = samples.map { $0.blocks[shape.block] }
      guard let length = codes.first?.count else { preconditionFailure("no codes to scale by") }
      let scope = scope / shape.name / "generator"
      let trunk = CodeTrunk(codeLength: length, hidden: options.hidden, in: scope)
      let square = withoutGradient { () -> Double in
        let hidden = trunk(.stacked(codes))
        return (hidden * hidden).sum().item / Double(codes.count)
      }
      let variance = 2 / Double(shape.fanIn)
      let count = shape.shape.reduce(1, *)
      places[shape.name] = Place(
        shape: shape, trunk: trunk,
        weight: scope.parameter(
          "weight", shape: [count, options.hidden],
          initializer: .normal(
            standardDeviation: (variance * options.codeShare / max(square, 1e-12)).squareRoot())),
        bias: scope.parameter(
          "bias", shape: [count],
          initializer: .normal(
            standardDeviation: (variance * (1 - options.codeShare)).squareRoot())))
    }
  }

  func weight(of layer: SharedLayer, code: NetworkCode) -> Tensor {
    guard let place = places[layer.name] else {
      preconditionFailure("no generator is named \(layer.name)")
    }
    let hidden = place.trunk(code.blocks[layer.block])
    let largest = hidden.linear(weight: place.weight, bias: place.bias)
      .reshaped(place.shape.shape)
    let weight = largest.cropped(to: layer)
    let fanIn = layer.inputs.count * layer.kernelSize * layer.kernelSize
    guard scaling == .cropped, fanIn != place.shape.fanIn else {
      return weight.contiguous(.channelsLast)
    }
    return (weight * (Double(place.shape.fanIn) / Double(fanIn)).squareRoot())
      .contiguous(.channelsLast)
  }
}
