/// The weights of a convolution in the order in which they are read.
struct PackedWeights: Sendable {
  /// The channels that are read for each tap.
  let inputs: Int
  /// By blocks of output channels, taps, input channels, and lanes.
  let values: [Float]
  /// For each output channel, filled up to whole blocks.
  let biases: [Float]

  /// Packs weights of the order outputs x inputs x taps; the lanes behind the last output are 0.
  init(_ weights: [Float], outputs: Int, inputs: Int, taps: Int, biases: [Float]) {
    self.inputs = inputs
    self.biases = biases.filledWithZeros
    var packed = [Float](repeating: 0, count: outputs.filledLanes * inputs * taps)
    let lanes = Lanes.scalarCount
    for output in 0..<outputs {
      let (block, lane) = output.quotientAndRemainder(dividingBy: lanes)
      for input in 0..<inputs {
        for tap in 0..<taps {
          packed[((block * taps + tap) * inputs + input) * lanes + lane] =
            weights[(output * inputs + input) * taps + tap]
        }
      }
    }
    values = packed
  }
}

extension [Float] {
  /// The values with zeros up to whole blocks of lanes.
  var filledWithZeros: [Float] { self + Array(repeating: 0, count: count.filledLanes - count) }
}
