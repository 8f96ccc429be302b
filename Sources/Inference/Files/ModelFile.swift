public import Architectures
internal import Files
public import Foundation

/// A single file that holds all that it takes to classify images: a network, its weights and what its images are.
///
/// It is a safetensors file, so that others can read the tensors. The network and the images are JSON texts in its
/// metadata, under `swift-nas.architecture` and `swift-nas.description`.
public struct ModelFile: Hashable, Sendable {
  /// The network.
  public let architecture: Architecture
  /// Its images and classes.
  public let description: DatasetDescription
  /// The network for these images, with its weights.
  public let network: WeightedGraph

  /// Puts a network, its weights and its images together; tensors that the network does not read are left out.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - weights: The tensors by the names of the graph.
  ///   - description: The images and classes.
  /// - Throws: `InferenceError` for images that cannot be classified and tensors that do not fit.
  public init(
    _ architecture: Architecture, weights: [String: WeightTensor], description: DatasetDescription
  ) throws(InferenceError) {
    let graph = try architecture.graph(of: description)
    try self.init(architecture, description, graph, weights)
  }

  /// Reads a file.
  ///
  /// - Parameter url: The file.
  /// - Throws: `InferenceError`, whatever the file holds.
  public init(contentsOf url: URL) throws(InferenceError) {
    try self.init(url.bytes(), path: url.path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: What errors call it.
  /// - Throws: `InferenceError`, whatever the bytes are.
  public init(_ bytes: Data, path: String = "the model") throws(InferenceError) {
    let file = try SafetensorsFile(bytes, path: path)
    func text(_ key: Key) throws(InferenceError) -> Data {
      guard let text = file.metadata[key.rawValue] else {
        throw .malformed(path: path, reason: "its metadata have no \"\(key.rawValue)\"")
      }
      return Data(text.utf8)
    }
    let architecture = try Architecture(inferring: text(.architecture))
    let description = try DatasetDescription(
      json: text(.description), path: "\"\(Key.description.rawValue)\" of \(path)")
    let graph = try architecture.graph(of: description)
    try self.init(architecture, description, graph, file.weights(of: graph))
  }

  /// Reads the network and the weights of a finished run.
  ///
  /// - Parameters:
  ///   - folder: The folder of a run, with `architecture.json`, `model.safetensors` and `config.json`.
  ///   - description: The images that the network was trained on; nil for what `config.json` says of them.
  /// - Throws: `InferenceError`, whatever the files hold.
  public init(run folder: URL, description: DatasetDescription? = nil) throws(InferenceError) {
    let architecture = try Architecture(
      inferring: folder.appending(path: "architecture.json").bytes())
    let recorded: DatasetDescription
    if let description {
      recorded = description
    } else {
      recorded = try DatasetDescription(ofRun: folder)
    }
    try self.init(
      architecture, weightsIn: folder.appending(path: "model.safetensors"), description: recorded)
  }

  /// Reads the weights of a network.
  ///
  /// - Parameters:
  ///   - architecture: The network.
  ///   - file: A safetensors file that has its tensors, among others.
  ///   - description: The images that it was trained on.
  /// - Throws: `InferenceError`, whatever the file holds.
  public init(
    _ architecture: Architecture, weightsIn file: URL, description: DatasetDescription
  ) throws(InferenceError) {
    let tensors = try SafetensorsFile(file.bytes(), path: file.path)
    let graph = try architecture.graph(of: description)
    do throws(InferenceError) {
      try self.init(architecture, description, graph, tensors.weights(of: graph))
    } catch {
      guard case .weights(let fault) = error else { throw error }
      throw .malformed(path: file.path, reason: "\(fault)")
    }
  }

  private init(
    _ architecture: Architecture, _ description: DatasetDescription, _ graph: NetworkGraph,
    _ weights: [String: WeightTensor]
  ) throws(InferenceError) {
    self.architecture = architecture
    self.description = description
    do throws(WeightError) {
      network = try WeightedGraph(graph, weights: weights)
    } catch {
      throw .weights(error)
    }
  }

  /// The bytes of the file; equal contents give equal bytes.
  ///
  /// - Returns: A safetensors file with a checksum, all tensors as 32-bit floats.
  /// - Throws: What encoding JSON throws, which is nothing for a network that could be built.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try network.weights.encoded(metadata: [
      "format": "pt",
      Key.architecture.rawValue: String(decoding: try encoder.encode(architecture), as: UTF8.self),
      Key.description.rawValue: String(decoding: try encoder.encode(description), as: UTF8.self),
    ])
  }

  private enum Key: String {
    case architecture = "swift-nas.architecture"
    case description = "swift-nas.description"
  }
}

extension Architecture {
  /// Reads a network.
  fileprivate init(inferring json: Data) throws(InferenceError) {
    do throws(ArchitectureError) {
      try self.init(json: json)
    } catch {
      throw .architecture(error)
    }
  }

  /// The network as a graph for images that can be classified.
  fileprivate func graph(of images: DatasetDescription) throws(InferenceError) -> NetworkGraph {
    do throws(DescriptionError) {
      try images.validate()
    } catch {
      throw .images(error)
    }
    return graph(image: images.imageShape, classes: images.classNames.count)
  }
}

extension DatasetDescription {
  private struct Configuration: Decodable {
    let data: DatasetDescription?
  }

  /// Reads what the configuration of a run says of its images.
  fileprivate init(ofRun folder: URL) throws(InferenceError) {
    let file = folder.appending(path: "config.json")
    let json = try file.bytes()
    let configuration: Configuration
    do {
      configuration = try JSONDecoder().decode(Configuration.self, from: json)
    } catch {
      let fault = JSONFault(error, decoding: Configuration.self, from: json)
      throw .malformed(path: file.path, reason: fault.clause)
    }
    guard let data = configuration.data else {
      throw .malformed(
        path: file.path, reason: "it has no \"data\", as runs of older versions have none")
    }
    self = data
  }

  /// Reads a description.
  fileprivate init(json: Data, path: String) throws(InferenceError) {
    do {
      self = try JSONDecoder().decode(DatasetDescription.self, from: json)
    } catch {
      let fault = JSONFault(error, decoding: DatasetDescription.self, from: json)
      throw .malformed(path: path, reason: fault.clause)
    }
  }
}
