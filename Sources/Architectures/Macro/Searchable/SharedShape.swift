/// A weight that all networks of a space share, at its largest.
public struct SharedShape: Hashable, Sendable {
  /// The name.
  public let name: String
  /// What kind of weight it is.
  public let kind: SharedLayer.Kind
  /// The block whose code belongs to it.
  public let block: Int
  /// The largest number of outputs.
  public fileprivate(set) var outputs: Int
  /// The largest number of inputs; 1 where it is depthwise.
  public fileprivate(set) var inputs: Int
  /// The sides of the kernels that are cut out of it, ascending.
  public fileprivate(set) var kernelSizes: [Int]

  /// The side of the largest kernel.
  public var kernelSize: Int { kernelSizes.last ?? 1 }

  /// Out x in x k x k, or out x in for a linear layer.
  public var shape: [Int] {
    kind == .linear ? [outputs, inputs] : [outputs, inputs, kernelSize, kernelSize]
  }

  /// How many numbers an output is the weighted sum of.
  public var fanIn: Int { inputs * kernelSize * kernelSize }
}

extension SearchSpace {
  /// Every weight that the networks of the space share, by name in ascending order.
  public func sharedShapes(
    image: ImageShape, classes: Int, width: Double, sharing: WeightSharing
  ) -> [SharedShape] {
    var shapes: [String: SharedShape] = [:]
    for network in extremes {
      let plan = network.plan(image: image, classes: classes).scaled(byWidth: width)
      for layer in network.sharedLayers(of: plan, sharing: sharing).values {
        let (outputs, inputs) = (layer.outputs.upperBound, layer.inputs.upperBound)
        var shape =
          shapes[layer.name]
          ?? SharedShape(
            name: layer.name, kind: layer.kind, block: layer.block, outputs: outputs,
            inputs: inputs, kernelSizes: [])
        shape.outputs = max(shape.outputs, outputs)
        shape.inputs = max(shape.inputs, inputs)
        shape.kernelSizes = Set(shape.kernelSizes + [layer.kernelSize]).sorted()
        shapes[layer.name] = shape
      }
    }
    return shapes.values.sorted { $0.name < $1.name }
  }
}
