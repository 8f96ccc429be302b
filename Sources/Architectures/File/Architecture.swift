/// A network of any space: what an `architecture.json` holds.
///
/// The file is that of the network itself; its `format` says of which space it is.
public enum Architecture: Hashable, Sendable {
  /// What HM-NAS finds.
  case masked(MaskedCellNetwork)
  /// What ADWPNAS searches among.
  case adwp(ADWPNetwork)
  /// A network of the benchmark NAS-Bench-Macro.
  case nasBenchMacro(NASBenchMacroNetwork)

  /// Every format that can be read.
  public static let formats = [
    MaskedCellNetwork.currentFormat, ADWPNetwork.currentFormat, NASBenchMacroNetwork.currentFormat,
  ]

  /// Whether the network consists of cells.
  public var isOfCells: Bool {
    if case .masked = self { true } else { false }
  }

  /// The network as an inverted-residual network, or nil for a network of cells.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: The plan with all channels and sizes.
  public func macroPlan(image: ImageShape, classes: Int) -> MacroPlan? {
    switch self {
    case .masked: nil
    case .adwp(let network): network.plan(image: image, classes: classes)
    case .nasBenchMacro(let network): network.plan(image: image, classes: classes)
    }
  }

  /// The same network for other images and classes.
  ///
  /// Only networks of cells say in their file for which images they are.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: The network with the same operations and channels.
  public func adapted(to image: ImageShape, classes: Int) -> Architecture {
    guard case .masked(var network) = self else { return self }
    network.network.image = image
    network.network.classes = classes
    return .masked(network)
  }
}

extension Architecture {
  /// The network as a graph: images to logits.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: Every operator, with names and sizes.
  public func graph(image: ImageShape, classes: Int) -> NetworkGraph {
    switch adapted(to: image, classes: classes) {
    case .masked(let network): network.graph()
    case .adwp(let network): network.plan(image: image, classes: classes).graph()
    case .nasBenchMacro(let network): network.plan(image: image, classes: classes).graph()
    }
  }

  /// The cost of the network, exactly.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: Parameters and multiply-adds.
  public func cost(image: ImageShape, classes: Int) -> Cost {
    switch adapted(to: image, classes: classes) {
    case .masked(let network): network.cost().total
    case .adwp(let network): network.plan(image: image, classes: classes).totalCost
    case .nasBenchMacro(let network): network.plan(image: image, classes: classes).totalCost
    }
  }

  /// The network as an SVG document.
  ///
  /// - Parameters:
  ///   - title: The heading, in plain text.
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: A document of one `svg` element, on white.
  public func drawing(title: String, image: ImageShape, classes: Int) -> String {
    switch adapted(to: image, classes: classes) {
    case .masked(let network): CellDrawing.svg(of: network, title: title)
    case .adwp(let network):
      MacroDrawing.svg(
        of: network.plan(image: image, classes: classes), title: title,
        // With spaces, where lines may break.
        code: network.key.replacing(";", with: "; "))
    case .nasBenchMacro(let network):
      MacroDrawing.svg(
        of: network.plan(image: image, classes: classes), title: title, code: network.code)
    }
  }
}
