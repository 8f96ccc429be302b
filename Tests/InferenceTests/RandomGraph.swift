import Architectures

/// Random graphs of all operators, with values that several nodes read, parts of parts and several outputs.
struct RandomGraph {
  private var builder: GraphBuilder
  private var values: [GraphBuilder.Value]
  private var generator: SplitMix64
  private var names = 0

  static func graph(seed: UInt64, nodes: Int) -> NetworkGraph {
    var random = RandomGraph(seed: seed)
    for _ in 0..<nodes { random.append() }
    let outputs = (0..<random.number(1...3)).map { _ in random.value() }
    return random.builder.graph(outputs: outputs + [random.values[random.values.count - 1]])
  }

  private init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
    let inputs = [ImageShape(3, 6, 7), ImageShape(8, 6, 7)]
    builder = GraphBuilder(inputs: inputs)
    values = inputs.indices.map { [builder] in builder.input($0) }
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  /// Mostly one of the last.
  private mutating func value() -> GraphBuilder.Value {
    values[max(0, values.count - number(1...number(1...values.count)))]
  }

  private mutating func name() -> String {
    names += 1
    return "n\(names)"
  }

  private mutating func like(_ value: GraphBuilder.Value, sameChannels: Bool)
    -> [GraphBuilder.Value]
  {
    let alike = values.filter {
      ($0.shape.height, $0.shape.width) == (value.shape.height, value.shape.width)
        && (!sameChannels || $0.shape == value.shape)
    }
    return (0..<number(1...4)).map { _ in alike[number(0...alike.count - 1)] }
  }

  private mutating func append() {
    let input = value()
    let shape = input.shape
    let result: GraphBuilder.Value
    switch number(0...16) {
    case 0:
      let kernel = Sides(height: [1, 3][number(0...1)], width: [1, 3][number(0...1)])
      result = builder.convolution(
        input, name: name(), channels: number(1...20), kernelSize: kernel,
        stride: Sides(height: number(1...2), width: number(1...2)),
        padding: Sides(height: kernel.height / 2, width: kernel.width / 2))
    case 1:
      result = builder.depthwise(
        input, name: name(), kernelSize: [3, 5][number(0...1)], stride: number(1...2),
        dilation: number(1...2))
    case 2:
      result = builder.normalization(input, name: name(), hasWeights: number(0...1) == 0)
    case 3: result = builder.sigmoid(input)
    case 4: result = builder.maximumPool(input, size: 3, stride: number(1...2), padding: 1)
    case 5:
      result = builder.averagePool(
        input, size: 3, stride: number(1...2), padding: 1, countsPadding: number(0...1) == 0)
    case 6: result = builder.shifted(input)
    case 7:
      let first = number(0...shape.channels - 1)
      result = builder.slice(input, channels: first..<number(first + 1...shape.channels))
    case 8, 9: result = builder.sum([input] + like(input, sameChannels: true))
    case 10: result = builder.scaled(input, by: Float(number(-3...3)) / 2)
    case 11:
      let mean = builder.mean(input)
      let gate = builder.linear(mean, name: name(), outputs: shape.channels)
      result = builder.gated(input, by: builder.sigmoid(gate))
    case 12, 13:
      let parts = like(input, sameChannels: false)
      let channels = parts.reduce(0) { $0 + $1.shape.channels }
      result = channels > 64 ? builder.relu(input) : builder.concatenated(parts)
    case 14: result = builder.zeros(shape, like: input)
    default: result = builder.relu(input)
    }
    values.append(result)
  }
}
