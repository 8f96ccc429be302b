import Architectures
import Inference

extension NetworkGraph {
  /// Random weights that keep values about as large as they are.
  func randomWeights(seed: UInt64) -> [String: WeightTensor] {
    var generator = SplitMix64(seed: seed)
    return Dictionary(
      weights.map { weight in
        let fanIn = Float(max(1, weight.shape.dropFirst().reduce(1, *)))
        let values = (0..<weight.count).map { _ in
          let value = Float.random(in: -1...1, using: &generator)
          return if weight.name.hasSuffix("running_var") {
            1 + value / 2
          } else if weight.shape.count == 1 {
            weight.name.hasSuffix("weight") ? 1 + value / 4 : value / 4
          } else {
            value * (3 / fanIn).squareRoot()
          }
        }
        return (weight.name, WeightTensor(shape: weight.shape, values: values))
      }, uniquingKeysWith: { $1 })
  }

  /// The graph with random weights.
  func weighted(seed: UInt64) throws -> WeightedGraph {
    try WeightedGraph(self, weights: randomWeights(seed: seed))
  }

  /// Random values for each input.
  func randomInputs(count: Int, seed: UInt64) -> [[Float]] {
    var generator = SplitMix64(seed: seed)
    return inputs.map { shape in
      (0..<count * shape.channels * shape.area).map { _ in
        Float.random(in: -1...1, using: &generator)
      }
    }
  }
}
