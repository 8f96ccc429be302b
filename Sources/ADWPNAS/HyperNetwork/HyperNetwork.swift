package import Architectures
internal import Search
package import Torch

/// Everything that gives the networks of a space their weights, in one store.
package final class HyperNetwork<Network: SearchableNetwork> {
  package let space: Network.Space
  package let image: ImageShape
  package let classes: Int
  package let options: HyperNetworkOptions
  package let store: ParameterStore
  private let form: NetworkCode.Form
  private let linears: SharedLinears
  private let model: any ConvolutionModel
  private let normalizations: Normalizations
  /// The place of each of the store's parameters.
  private let places: [String]

  /// Declares all weights.
  ///
  /// With the same seed, modes `shared` and `plus` start with the same shared weights.
  package init(
    _ space: Network.Space, image: ImageShape, classes: Int, options: HyperNetworkOptions,
    seed: Seed, device: Device
  ) {
    self.space = space
    self.image = image
    self.classes = classes
    self.options = options
    store = ParameterStore(
      device: device, generator: Generator(seed: seed.derived("initial weights").value))
    let shapes = space.sharedShapes(
      image: image, classes: classes, width: options.width, sharing: options.sharing)
    let scope = store.root
    form = options.form
    let codeLength = form.length(of: space.smallest.encoding)
    linears = SharedLinears(shapes, in: scope)
    switch options.weights {
    case .shared: model = SharedConvolutions(shapes, in: scope)
    case .plus:
      model = ConditionedConvolutions(
        shapes, shared: SharedConvolutions(shapes, in: scope),
        options: .init(hidden: options.hidden, rank: options.rank), codeLength: codeLength,
        in: scope)
    case .paper:
      var generator = SplitMix64(seed: seed.derived("initial scale").value)
      let samples = (0..<64).map { _ in
        NetworkCode(
          space.random(using: &generator).canonical.encoding, form: options.form, device: device)
      }
      model = PaperHyperNetwork(
        shapes,
        options: .init(
          hidden: options.hidden, codeShare: options.codeShare, scaling: options.scaling),
        samples: samples, in: scope)
    }
    normalizations = Normalizations(shapes, options: options, codeLength: codeLength, in: scope)
    // No place's name is the beginning of another's with a dot behind it.
    let names = Set(shapes.map(\.name))
    places = store.parameters.map { parameter in
      var name = parameter.name
      while !names.contains(name), let dot = name.lastIndex(of: ".") { name = String(name[..<dot]) }
      return name
    }
  }

  /// The plan whose layers the weights are for.
  package func plan(of network: Network) -> MacroPlan {
    network.plan(image: image, classes: classes).scaled(byWidth: options.width)
  }

  /// The weights of a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - other: The network whose code is used; nil for the network's own.
  /// - Returns: Its weights, cut to size.
  package func weights(of network: Network, codedAs other: Network? = nil) -> GeneratedWeights {
    let layers = network.sharedLayers(of: plan(of: network), sharing: options.sharing)
    let code = NetworkCode(
      (other ?? network).encoding, form: form, device: store.device)
    var convolutions: [String: Tensor] = [:]
    var linears: [String: Linear] = [:]
    // In a fixed order, so that gradients are always added up alike.
    for (name, layer) in layers.sorted(by: { $0.key < $1.key }) {
      if layer.kind == .linear {
        linears[name] = self.linears.linear(of: layer)
      } else {
        convolutions[name] = model.weight(of: layer, code: code)
      }
    }
    return GeneratedWeights(
      convolutions: convolutions,
      affines: normalizations.affines(of: layers.values, code: code), linears: linears,
      places: Set(layers.values.map(\.name)))
  }

  /// The positions in the store of the parameters that weights from some places depend on, in ascending order.
  package func parameters(of places: Set<String>) -> [Int] {
    self.places.indices.filter { places.contains(self.places[$0]) }
  }

  /// The positions of the parameters that make weights depend on the code, beyond the shared ones.
  package var conditions: [Int] {
    store.parameters.indices.filter {
      store.parameters[$0].name.contains(".\(ConditionedConvolutions.scopeName).")
    }
  }
}
