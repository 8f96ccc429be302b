/// A network, or a part of one, as a list of operators: what it computes, with every size and every name.
///
/// Costs, the declaration of weights, reference execution and export are walks over it. A value is either an input or
/// what a node gives; values are numbered, the inputs first, then the nodes in the order in which they can be computed.
public struct NetworkGraph: Hashable, Sendable {
  /// The shapes of the inputs, without the batch.
  public let inputs: [ImageShape]
  /// The operators in order: a node reads only inputs and nodes before it.
  public let nodes: [Node]
  /// The values that the graph gives.
  public let outputs: [Int]

  /// An operator at its place.
  public struct Node: Hashable, Sendable {
    /// What is computed.
    public let operation: GraphOperator
    /// The values that it reads.
    public let inputs: [Int]
    /// The shape of what it gives, without the batch; vectors are channels x 1 x 1.
    public let output: ImageShape
    /// The part of the network that it belongs to, such as `cells.0`.
    public let part: String
  }

  /// The shape of a value.
  public func shape(of value: Int) -> ImageShape {
    value < inputs.count ? inputs[value] : nodes[value - inputs.count].output
  }

  /// The number of the value that a node gives.
  public func value(ofNode node: Int) -> Int { inputs.count + node }
}
