/// A network of any space: what an `architecture.json` holds.
///
/// The file is that of the network itself; its `format` says of which space it is.
public struct Architecture: Sendable {
  /// The network, of the type that stands for its space.
  public let network: any NetworkDescription

  /// A network as one of any space.
  public init(_ network: any NetworkDescription) {
    self.network = network
  }

  /// The kind and version of its file, such as `adwp-macro-1`.
  public var format: String { network.format }

  /// What HM-NAS finds.
  public static func masked(_ network: MaskedCellNetwork) -> Architecture { Architecture(network) }

  /// What ADWPNAS searches among.
  public static func adwp(_ network: ADWPNetwork) -> Architecture { Architecture(network) }

  /// A network of the benchmark NAS-Bench-Macro.
  public static func nasBenchMacro(_ network: NASBenchMacroNetwork) -> Architecture {
    Architecture(network)
  }
}

extension Architecture: Hashable {
  /// Whether both are the same network of one space.
  public static func == (left: Architecture, right: Architecture) -> Bool {
    AnyHashable(left.network) == AnyHashable(right.network)
  }

  /// Hashes the network.
  public func hash(into hasher: inout Hasher) { hasher.combine(AnyHashable(network)) }
}

extension Architecture {
  /// The same network for other images and classes.
  ///
  /// Networks that say in their file for which images they are change; others serve any.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: The network with the same operations and channels.
  public func adapted(to image: ImageShape, classes: Int) -> Architecture {
    Architecture(network.adapted(to: image, classes: classes))
  }

  /// The network as a graph: images to logits.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: Every operator, with names and sizes.
  public func graph(image: ImageShape, classes: Int) -> NetworkGraph {
    network.graph(image: image, classes: classes)
  }

  /// The cost of the network, exactly.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: Parameters and multiply-adds.
  public func cost(image: ImageShape, classes: Int) -> Cost {
    network.cost(image: image, classes: classes)
  }

  /// The network as an SVG document.
  ///
  /// - Parameters:
  ///   - title: The heading, in plain text.
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  /// - Returns: A document of one `svg` element, on white.
  public func drawing(title: String, image: ImageShape, classes: Int) -> String {
    network.drawing(title: title, image: image, classes: classes)
  }

  /// The bytes that the process needs to train the network on the CPU.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  ///   - batchSize: The images of one pass.
  ///   - model: What computes cells.
  /// - Returns: An estimate; the data set is not included.
  public func trainingMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    network.trainingMemory(image: image, classes: classes, batchSize: batchSize, model: model)
  }

  /// The same to classify images.
  public func evaluationMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    network.evaluationMemory(image: image, classes: classes, batchSize: batchSize, model: model)
  }
}
