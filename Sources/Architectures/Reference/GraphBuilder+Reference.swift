// What references have in common: how they come to images of at most 32 pixels a side, as presets do.
extension GraphBuilder {
  /// A 3x3 convolution with normalisation and ReLU, of stride 2 for images of more than 32 pixels a side, and a pool for
  /// each further halving that brings them to 32.
  mutating func referenceStem(channels: Int) -> Value {
    let halvings = input(0).shape.halvingsOfReferences
    let output = stem(channels: channels, stride: halvings > 0 ? 2 : 1)
    return part("stem") { builder in
      (1..<max(1, halvings)).reduce(builder.relu(output)) { output, _ in
        builder.halvingPool(output)
      }
    }
  }

  /// A 2x2 max pool of stride 2 behind a ReLU; an odd side is filled up with zeros, which are never more than what is
  /// there.
  mutating func halvingPool(_ input: Value) -> Value {
    maximumPool(paddedToEven(input), size: 2, stride: 2, padding: 0)
  }
}

extension ImageShape {
  /// How often the longer side is halved, rounded up, before it is at most 32.
  var halvingsOfReferences: Int {
    sequence(first: self) { $0.strided(by: 2) }.prefix { max($0.height, $0.width) > 32 }
      .reduce(0) { count, _ in count + 1 }
  }
}
