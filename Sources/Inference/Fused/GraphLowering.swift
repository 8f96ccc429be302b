internal import Architectures

/// A walk over a graph that makes a step of each node that needs one and gives each value its place in memory.
struct GraphLowering {
  private let network: WeightedGraph
  private let fusion: GraphFusion
  /// The last node that reads from each memory.
  private let lastReaders: [Int]
  private(set) var steps: [any ExecutionStep] = []
  private(set) var memory = MemoryPlan()
  /// The memories in use, by the values that they are for.
  private var offsets: [Int: Int] = [:]

  init(_ network: WeightedGraph) {
    self.network = network
    let graph = network.graph
    let fusion = GraphFusion(graph)
    self.fusion = fusion
    var last = [Int](repeating: -1, count: graph.inputs.count + graph.nodes.count)
    func read(_ value: Int, by node: Int) {
      let storage = fusion.storage(fusion.operands[value].root)
      last[storage] = max(last[storage], node)
    }
    for (index, node) in graph.nodes.enumerated() {
      let value = graph.value(ofNode: index)
      guard fusion.isComputed(value) else { continue }
      read(value, by: index)
      for input in node.inputs { read(input, by: index) }
    }
    for output in graph.outputs { read(output, by: .max) }
    lastReaders = last
  }

  /// Where a value lies; memory that it needs is allocated.
  mutating func view(of value: Int) -> FeatureView {
    let operand = fusion.operands[value]
    let storage = fusion.storage(operand.root)
    let shape = network.graph.shape(of: storage)
    let offset: Int
    if let known = offsets[storage] {
      offset = known
    } else {
      offset = memory.allocate(FeatureView.size(shape))
      offsets[storage] = offset
    }
    var view = FeatureView(shape, at: offset)
    if let place = fusion.places[operand.root] { view = view.sliced(channels: place.channels) }
    for slice in operand.slices {
      view = view.sliced(channels: slice.channels, rows: slice.rows, columns: slice.columns)
    }
    return view
  }

  /// Goes on by a node.
  mutating func append(_ index: Int) {
    let node = network.graph.nodes[index]
    let value = network.graph.value(ofNode: index)
    guard fusion.isComputed(value) else { return }
    let target = view(of: value)
    let sources = node.inputs.map { view(of: $0) }
    let isRectified = fusion.rectified.contains(value)
    switch node.operation {
    case .convolution(let convolution):
      appendConvolution(
        convolution, from: node.inputs[0], sources[0], to: target, isRectified: isRectified)
    case .linear(let linear):
      let weights = network["\(linear.name).weight"].values
      let biases = network["\(linear.name).bias"].values
      steps.append(
        DenseConvolution(
          source: sources[0], target: target,
          weights: PackedWeights(
            weights, outputs: linear.outputs, inputs: linear.inputs, taps: 1, biases: biases),
          isRectified: isRectified))
    case .normalization(let normalization):
      let affine = network.affine(of: normalization)
      steps.append(
        Affine(
          source: sources[0], target: target, scales: affine.map { Float($0.scale) },
          shifts: affine.map { Float($0.shift) },
          isRectified: isRectified))
    case .scale(let factor):
      let scales = [Float](repeating: factor, count: target.channels)
      steps.append(
        Affine(
          source: sources[0], target: target, scales: scales, shifts: scales.map { _ in 0 },
          isRectified: false))
    case .add:
      let factors = node.inputs.map { fusion.operands[$0].factor }
      steps.append(
        WeightedSum(sources: sources, factors: factors, target: target, isRectified: isRectified))
    case .relu: steps.append(Rectification(source: sources[0], target: target))
    case .sigmoid: steps.append(Sigmoid(source: sources[0], target: target))
    case .maximumPool(let window):
      steps.append(MaximumPool(source: sources[0], target: target, window: window))
    case .averagePool(let window, let countsPadding):
      steps.append(
        AveragePool(
          source: sources[0], target: target, window: window, countsPadding: countsPadding))
    case .pad:
      steps.append(PaddedCopy(source: sources[0], target: target, top: 0, left: 0))
    case .slice: preconditionFailure("a slice is a view")
    case .multiply: steps.append(Gate(source: sources[0], gates: sources[1], target: target))
    case .concatenate: appendCopies(of: node.inputs, sources, to: target, value)
    case .mean: steps.append(Mean(source: sources[0], target: target))
    case .zeros: steps.append(Zeros(target: target))
    }
    release(after: index)
  }

  private mutating func appendConvolution(
    _ convolution: GraphOperator.Convolution, from value: Int, _ source: FeatureView,
    to target: FeatureView, isRectified: Bool
  ) {
    var source = source
    let border = convolution.padding
    if border != 0 {
      let shape = ImageShape(
        channels: source.channels, height: source.height + 2 * border.height,
        width: source.width + 2 * border.width)
      let copy = FeatureView(shape, at: memory.allocate(FeatureView.size(shape)))
      steps.append(
        PaddedCopy(
          source: source, target: copy, top: border.height, left: border.width,
          isRectified: fusion.operands[value].isRectified))
      source = copy
      // Nothing is allocated before the convolution has read it.
      memory.release(copy.offset)
    }
    let weights = network["\(convolution.name).weight"].values
    let biases =
      convolution.hasBias
      ? network["\(convolution.name).bias"].values
      : [Float](repeating: 0, count: convolution.outputChannels)
    let window = ConvolutionWindow(
      size: convolution.kernelSize, stride: convolution.stride, dilation: convolution.dilation)
    let taps = window.size.area
    if convolution.isDepthwise {
      steps.append(
        DepthwiseConvolution(
          source: source, target: target, window: window,
          weights: PackedWeights(
            weights, outputs: convolution.outputChannels, inputs: 1, taps: taps, biases: biases),
          isRectified: isRectified))
    } else {
      steps.append(
        DenseConvolution(
          source: source, target: target, window: window,
          weights: PackedWeights(
            convolution.withoutGroups(weights), outputs: convolution.outputChannels,
            inputs: convolution.inputChannels, taps: taps, biases: biases),
          isRectified: isRectified))
    }
  }

  /// Copies what was not computed in the memory of a concatenation.
  private mutating func appendCopies(
    of inputs: [Int], _ sources: [FeatureView], to target: FeatureView, _ value: Int
  ) {
    var first = 0
    for (input, source) in zip(inputs, sources) {
      let channels = first..<first + source.channels
      first = channels.upperBound
      let place = fusion.places[fusion.operands[input].root]
      let isThere =
        place?.concatenation == value && place?.channels == channels
        && fusion.isComputed(input)
      if isThere { continue }
      steps.append(ChannelCopy(source: source, target: target.sliced(channels: channels)))
    }
  }

  private mutating func release(after node: Int) {
    for (storage, offset) in offsets where lastReaders[storage] <= node {
      memory.release(offset)
      offsets[storage] = nil
    }
  }
}
