import Architectures
import Export

extension WeightedGraph {
  /// A graph with random weights and running statistics, the same ones for a seed.
  static func random(_ graph: NetworkGraph, seed: UInt64 = 1) throws -> WeightedGraph {
    var generator = SplitMix64(seed: seed)
    var tensors: [String: WeightTensor] = [:]
    for weight in graph.weights where tensors[weight.name] == nil {
      let range = weight.range
      let values = (0..<weight.count).map { _ in
        range.lowerBound + (range.upperBound - range.lowerBound) * Float(generator.unit())
      }
      tensors[weight.name] = WeightTensor(shape: weight.shape, values: values)
    }
    return try WeightedGraph(graph, weights: tensors)
  }
}

extension GraphWeight {
  /// Numbers that keep the size of what passes through, and that are no layer's start.
  fileprivate var range: ClosedRange<Float> {
    if name.hasSuffix("running_var") { return 0.25...1.5 }
    guard shape.count > 1 else { return name.hasSuffix("weight") ? 0.5...1.5 : -0.3...0.3 }
    let bound = 1.7 / Float(shape.dropFirst().reduce(1, *)).squareRoot()
    return -bound...bound
  }
}

extension SplitMix64 {
  /// A number in [0, 1).
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// An index below `count`; nearly uniform is enough here.
  mutating func below(_ count: Int) -> Int { Int(unit() * Double(count)) }
}

extension ExportedNetwork {
  /// A network of random weights.
  static func random(
    _ graph: NetworkGraph, name: String = "test", seed: UInt64 = 1,
    metadata: [String: String] = [:]
  ) throws -> ExportedNetwork {
    let channels = graph.inputs[0].channels
    return try ExportedNetwork(
      name: name, network: .random(graph, seed: seed),
      classNames: (0..<graph.shape(of: graph.outputs[0]).channels).map { "class \($0)" },
      normalization: Normalization(
        mean: (0..<channels).map { 0.4 + 0.05 * Double($0) },
        standardDeviation: (0..<channels).map { 0.25 + 0.01 * Double($0) }, source: "a test"),
      metadata: metadata)
  }
}
