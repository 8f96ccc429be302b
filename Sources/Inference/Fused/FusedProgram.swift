internal import Architectures
internal import Files

/// A graph as a list of steps in a memory that was planned once.
struct FusedProgram: ImageProgram {
  private let shapes: (inputs: [ImageShape], outputs: [ImageShape])
  private let inputs: [FeatureView]
  private let outputs: [FeatureView]
  private let steps: [any ExecutionStep]
  private let arenas: ArenaPool

  /// Prepares a graph that is folded already.
  ///
  /// - Throws: `InferenceError` where folding gave numbers that are not finite, and for too much memory.
  init(_ network: WeightedGraph) throws(InferenceError) {
    for (name, tensor) in network.weights.sorted(by: { $0.key < $1.key })
    where !tensor.values.areFinite {
      throw .weights(.notFinite(name))
    }
    var lowering = GraphLowering(network)
    let graph = network.graph
    inputs = graph.inputs.indices.map { lowering.view(of: $0) }
    for node in graph.nodes.indices { lowering.append(node) }
    outputs = graph.outputs.map { lowering.view(of: $0) }
    shapes = (graph.inputs, graph.outputs.map(graph.shape))
    steps = lowering.steps
    // A block of lanes at the end of a part may reach behind the end.
    let size = lowering.memory.size + Lanes.scalarCount
    let bytes = size * MemoryLayout<Float>.size
    guard bytes <= GraphExecutor.largestMemory, HostMemory.has(bytes) else {
      throw .tooLarge(bytes: bytes)
    }
    arenas = ArenaPool(size: size)
  }

  func outputs(_ inputs: [[Float]], images: Range<Int>) -> [[Float]] {
    var results = shapes.outputs.map { shape in
      [Float](repeating: 0, count: images.count * shape.count)
    }
    arenas.withArena { memory in
      for image in images {
        for (view, values) in zip(self.inputs, inputs) {
          view.fill(memory, from: values, image: image)
        }
        for step in steps { step.run(memory) }
        for (index, view) in outputs.enumerated() {
          view.copy(memory, to: &results[index], image: image - images.lowerBound)
        }
      }
    }
    return results
  }
}

extension FeatureView {
  /// Takes an image from values N x C x H x W.
  fileprivate func fill(
    _ memory: UnsafeMutablePointer<Float>, from values: UnsafePointer<Float>, image: Int
  ) {
    let area = height * width
    let first = values + image * channels * area
    // The lanes behind the channels have to be numbers: some processors are slow with what is none.
    for row in 0..<height {
      for column in 0..<width {
        let pixel = memory + place(row, column)
        let source = first + row * width + column
        for channel in 0..<channels { pixel[channel] = source[channel * area] }
        for channel in channels..<pixelStride { pixel[channel] = 0 }
      }
    }
  }

  /// Gives an image to values N x C x H x W.
  fileprivate func copy(
    _ memory: UnsafeMutablePointer<Float>, to values: UnsafeMutablePointer<Float>, image: Int
  ) {
    let area = height * width
    let first = values + image * channels * area
    for row in 0..<height {
      for column in 0..<width {
        let pixel = memory + place(row, column)
        for channel in 0..<channels {
          first[channel * area + row * width + column] = pixel[channel]
        }
      }
    }
  }
}
