/// Where a layer of one network finds its weight in weights that all networks of a space share.
public struct SharedLayer: Hashable, Sendable {
  /// What kind of weight it is.
  public enum Kind: Hashable, Sendable {
    /// Out x in x k x k.
    case convolution
    /// Channels x 1 x k x k.
    case depthwise
    /// Out x in, and a bias of out.
    case linear
  }

  /// The name of the shared weight.
  public let name: String
  /// What kind of weight it is.
  public let kind: Kind
  /// The block whose code belongs to the layer; the first one for the stem, the last for the head.
  public let block: Int
  /// The outputs that the layer takes of the shared weight; channels where it is depthwise.
  public let outputs: Range<Int>
  /// The inputs that it takes; one where it is depthwise.
  public let inputs: Range<Int>
  /// The side of the kernel, which lies in the middle of the shared one; 1 for linear layers.
  public let kernelSize: Int
  /// The batch normalisation behind it, which the branches of a block share; nil for linear layers.
  public let normalization: String?
}

extension SearchableNetwork {
  /// Where each layer of the network's plan finds its weight, by the layer's name.
  ///
  /// - Parameters:
  ///   - plan: The network's own plan, at any width.
  ///   - sharing: Which blocks share weights.
  /// - Returns: The place of each layer's weight.
  public func sharedLayers(
    of plan: MacroPlan, sharing: WeightSharing
  ) -> [String: SharedLayer] {
    var layers: [String: SharedLayer] = [:]
    func add(
      _ name: String, as shared: String, _ kind: SharedLayer.Kind, block: Int, outputs: Range<Int>,
      inputs: Int, kernelSize: Int = 1, normalization: String? = nil
    ) {
      layers[name] = SharedLayer(
        name: shared, kind: kind, block: block, outputs: outputs, inputs: 0..<inputs,
        kernelSize: kernelSize, normalization: normalization)
    }
    func add(_ convolution: MacroConvolution, as shared: String, block: Int) {
      add(
        convolution.name, as: shared, .convolution, block: block,
        outputs: 0..<convolution.outputChannels, inputs: convolution.inputChannels,
        kernelSize: convolution.kernelSize, normalization: convolution.name)
    }
    let last = plan.blocks.count - 1
    add(plan.stem, as: plan.stem.name, block: 0)
    add(plan.head, as: plan.head.name, block: last)
    add(
      "classifier", as: "classifier", .linear, block: last, outputs: 0..<plan.classes,
      inputs: plan.headShape.channels)
    for block in plan.blocks {
      let scope = weightScope(ofBlock: block.index, sharing: sharing)
      switch block.kind {
      case .identity: break
      case .projection: add(block.shortcut, as: "\(scope).shortcut", block: block.index)
      case .invertedResidual(let inner):
        add(block.expand(inner), as: "\(scope).expand", block: block.index)
        var first = 0
        for branch in block.depthwise(inner) {
          // Of the shared channels, a branch filters those that it has in the network.
          add(
            branch.name, as: "\(scope).depthwise", .depthwise, block: block.index,
            outputs: first..<first + branch.outputChannels, inputs: 1,
            kernelSize: branch.kernelSize, normalization: "\(block.name).depthwise")
          first += branch.outputChannels
        }
        if let squeezed = inner.squeezeChannels {
          let hidden = inner.hiddenChannels
          add(
            "\(block.name).squeeze", as: "\(scope).squeeze", .linear, block: block.index,
            outputs: 0..<squeezed, inputs: hidden)
          add(
            "\(block.name).excite", as: "\(scope).excite", .linear, block: block.index,
            outputs: 0..<hidden, inputs: squeezed)
        }
        add(block.project(inner), as: "\(scope).project", block: block.index)
      }
    }
    return layers
  }
}
