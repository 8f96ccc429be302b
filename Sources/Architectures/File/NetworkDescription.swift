/// A network of some space: what an `architecture.json` holds, and what turns into a graph.
///
/// A new space is a type that conforms and a call of `Architecture.register`: its networks are then read, written,
/// counted, drawn, trained and exported. Only `graph` and `currentFormat` have no default.
///
/// A network encodes itself as an object; `Architecture` adds the key `format`. Decoding refuses a network that cannot
/// be built with an `ArchitectureError`, so that no later call fails.
public protocol NetworkDescription: Codable, Hashable, Sendable {
  /// The kind and version of the file: the value of its key `format`, such as `adwp-macro-1`.
  static var currentFormat: String { get }

  /// Every format that is read; the current one alone unless said otherwise.
  static var formats: [String] { get }

  /// The format in which the network is written; the current one unless said otherwise.
  var format: String { get }

  /// The images that the network says it is for; nil where it serves any.
  var ownImages: (shape: ImageShape, classes: Int)? { get }

  /// The same network, with the same operations and channels, for other images and classes.
  func adapted(to image: ImageShape, classes: Int) -> Self

  /// The network as a graph: images to logits, every operator with names and sizes.
  func graph(image: ImageShape, classes: Int) -> NetworkGraph

  /// The cost of the network, exactly: parameters and multiply-adds for one image.
  func cost(image: ImageShape, classes: Int) -> Cost

  /// The network as an SVG document of one `svg` element, on white; the title is plain text.
  func drawing(title: String, image: ImageShape, classes: Int) -> String

  /// The bytes that the process needs to train the network on the CPU.
  ///
  /// - Parameters:
  ///   - image: The shape of an input image.
  ///   - classes: The number of classes.
  ///   - batchSize: The images of one pass.
  ///   - model: What computes cells, where the network has any.
  /// - Returns: An estimate; the data set is not included.
  func trainingMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int

  /// The same to classify images.
  func evaluationMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int
}

extension NetworkDescription {
  /// The network as one of any space.
  public var architecture: Architecture { Architecture(self) }

  /// The current one.
  public static var formats: [String] { [currentFormat] }

  /// The current one.
  public var format: String { Self.currentFormat }

  /// Nil: the network serves any images.
  public var ownImages: (shape: ImageShape, classes: Int)? { nil }

  /// The network itself.
  public func adapted(to image: ImageShape, classes: Int) -> Self { self }

  /// The cost of the graph.
  public func cost(image: ImageShape, classes: Int) -> Cost {
    graph(image: image, classes: classes).cost
  }

  /// The parts of the graph, in their order.
  public func drawing(title: String, image: ImageShape, classes: Int) -> String {
    GraphDrawing.svg(of: graph(image: image, classes: classes), title: title)
  }

  /// That of the graph, which assumes that all values are kept.
  public func trainingMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    graph(image: image, classes: classes).trainingMemory(batchSize: batchSize)
  }

  /// That of the graph, which assumes that a value is kept until its last reader has come by.
  public func evaluationMemory(
    image: ImageShape, classes: Int, batchSize: Int, model: MemoryModel
  ) -> Int {
    graph(image: image, classes: classes).evaluationMemory(batchSize: batchSize)
  }
}
