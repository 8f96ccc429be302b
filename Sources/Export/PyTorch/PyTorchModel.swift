import Architectures

/// A network as PyTorch source: a `model.py` that can be read, run and trained further.
///
/// The file needs torch and safetensors, and no code of this project. Its layers have the names that
/// the tensors of `WeightedGraph` have, so that `load()` there reads the `model.safetensors` beside
/// it, strictly. Nothing is folded.
///
/// | Name in the file | What |
/// | --- | --- |
/// | `NAME`, `METADATA` | what `ExportedNetwork` says |
/// | `CLASSES`, `IMAGE`, `MEAN`, `STD` | class names, shape of an image, normalisation |
/// | `Network` | the network as a module: normalised images to logits |
/// | `normalize(pixels)` | raw pixels, 0...255, as the network reads them |
/// | `load(path)` | the network with its weights |
public struct PyTorchModel: Hashable, Sendable {
  /// The text of the file.
  public let source: String

  /// Writes a network as source.
  ///
  /// - Throws: `ExportError.layerName` for names of layers that PyTorch's modules cannot have.
  public init(_ network: ExportedNetwork) throws(ExportError) {
    let plan = try ModulePlan(network.network.graph)
    let sections =
      [PythonTemplate.header(network), PythonTemplate.normalize, PythonTemplate.sequence]
      + plan.classSources + [plan.networkSource, PythonTemplate.load]
      + PythonTemplate.main(network.image)
    source = sections.joined(separator: "\n\n\n") + "\n"
  }
}
