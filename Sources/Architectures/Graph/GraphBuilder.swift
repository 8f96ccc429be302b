/// Puts a `NetworkGraph` together, node by node.
///
/// Names are relative to a scope, so that a part is written once and stands wherever it is used.
public struct GraphBuilder {
  /// A value of the graph that is being built.
  public struct Value: Hashable, Sendable {
    /// Its number.
    public let index: Int
    /// Its shape, without the batch.
    public let shape: ImageShape
  }

  private let inputs: [ImageShape]
  private var nodes: [NetworkGraph.Node] = []
  private var scope: [String] = []
  private var part = ""

  /// Begins a graph with inputs of the given shapes.
  public init(inputs: [ImageShape]) {
    self.inputs = inputs
  }

  /// An input of the graph.
  public func input(_ index: Int) -> Value { Value(index: index, shape: inputs[index]) }

  /// The finished graph.
  ///
  /// Mutating, though it changes nothing: what it is given must have been built before.
  public mutating func graph(outputs: [Value]) -> NetworkGraph {
    NetworkGraph(inputs: inputs, nodes: nodes, outputs: outputs.map(\.index))
  }

  /// Builds a part whose names begin with `name`.
  public mutating func scoped<Result>(
    _ name: String, _ build: (inout GraphBuilder) -> Result
  ) -> Result {
    scope.append(name)
    defer { scope.removeLast() }
    return build(&self)
  }

  /// Builds a part that a `CostReport` counts by itself; names are as before.
  public mutating func part<Result>(
    _ name: String, _ build: (inout GraphBuilder) -> Result
  ) -> Result {
    let outer = part
    part = name
    defer { part = outer }
    return build(&self)
  }

  /// Adds a node that gives a shape.
  mutating func append(
    _ operation: GraphOperator, _ read: [Value], gives output: ImageShape
  ) -> Value {
    nodes.append(
      NetworkGraph.Node(
        operation: operation, inputs: read.map(\.index), output: output, part: part))
    return Value(index: inputs.count + nodes.count - 1, shape: output)
  }

  func fullName(_ name: String) -> String { (scope + [name]).joined(separator: ".") }
}
