internal import Architectures
internal import Torch
internal import Training

/// Times parts of networks; of equal ones, one.
struct PartTimer {
  let computation: Computation
  let device: Device
  let stopwatch: Stopwatch
  private var known: [Place: Double] = [:]

  /// What an operation's time depends on.
  private struct Place: Hashable {
    var graph: NetworkGraph
    var copies: Int
  }

  init(computation: Computation, device: Device, stopwatch: Stopwatch) {
    self.computation = computation
    self.device = device
    self.stopwatch = stopwatch
  }

  /// Milliseconds of a cell's parts.
  struct CellTimes {
    /// What the cell takes whatever is in it.
    var base: Double
    var inputs: [Double]
    var operations: [OperationOnEdge: Double]
  }

  /// How many copies of an operation a cell is also timed with.
  private static let copies = 5

  mutating func cell(_ plan: CellPlan, candidates: [Operation]) throws -> CellTimes {
    let inputs = try plan.sourceShapes.indices.map { index in
      try part(plan.preprocessingGraph(ofInput: index))
    }
    var single: [OperationOnEdge: Double] = [:]
    var bases: [Double] = []
    for edge in plan.topology.edges {
      for candidate in candidates {
        let place = OperationOnEdge(operation: candidate, edge: edge)
        let one = try seconds(of: place, in: plan, copies: 1)
        let many = try seconds(of: place, in: plan, copies: Self.copies)
        single[place] = one
        bases.append(one - (many - one) / Double(Self.copies - 1))
      }
    }
    // Of kernels that share work between copies, the difference says too little: the median passes over them.
    let base = max(bases.sorted()[bases.count / 2], 0)
    return CellTimes(base: base, inputs: inputs, operations: single.mapValues { max($0 - base, 0) })
  }

  /// Milliseconds of a graph of one input by itself.
  func part(_ graph: NetworkGraph) throws -> Double {
    let store = ParameterStore(device: device, generator: Generator(seed: 0))
    let operation = CellOperation(graph, computation: computation, in: store.root)
    guard !operation.isIdentity else { return 0 }
    let image = image(graph.inputs[0])
    return try stopwatch.milliseconds { operation(image, mode: .evaluation) }
  }

  /// Milliseconds of a cell that has nothing but copies of an operation, all on its input.
  private mutating func seconds(
    of place: OperationOnEdge, in plan: CellPlan, copies: Int
  ) throws -> Double {
    guard let graph = plan.graph(of: place.operation, on: place.edge) else { return 0 }
    let key = Place(graph: graph, copies: copies)
    if let known = known[key] { return known }
    let store = ParameterStore(device: device, generator: Generator(seed: 0))
    let operation = CellOperation(
      graph, computation: computation, in: store.root / place.operation.name)
    let cell = MixedCell(
      (0..<copies).map {
        MixedCell.Term(
          operation: operation, source: 0, target: 1, weight: $0)
      },
      topology: CellTopology(inputs: 1, intermediateNodes: plan.topology.intermediateNodes),
      nodeShape: plan.nodeShape, computation: computation)
    let input = image(graph.inputs[0])
    let weights = Tensor([Float](repeating: 1, count: copies), shape: [copies], device: device)
    let time = try stopwatch.milliseconds { cell([input], weights: weights, mode: .evaluation) }
    known[key] = time
    return time
  }

  private func image(_ shape: ImageShape) -> Tensor {
    Tensor.zeros([1, shape.channels, shape.height, shape.width], device: device)
      .contiguous(.channelsLast)
  }
}
