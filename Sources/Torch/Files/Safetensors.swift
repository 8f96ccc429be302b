/// A file of named tensors in the safetensors format, which PyTorch, JAX and others read.
///
/// `SafetensorsFile` of the module `Files` knows the format. Equal contents give equal bytes: tensors are ordered by
/// alignment, then name. Files that are written here carry a checksum of all their bytes, which is checked when they
/// are read (`SafetensorsFile+Checksum.swift`). Files of others have none.
public struct Safetensors {
  /// The tensors by name.
  public var tensors: [String: Tensor]
  /// Text kept with them; the checksum is none of it.
  public var metadata: [String: String]
  /// Whether the file that this was read from has a checksum; it fits then.
  public internal(set) var hasChecksum = false

  /// Puts tensors and text together.
  public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// A file that cannot be read or written.
  public enum Failure: Error, CustomStringConvertible {
    case missing(path: String)
    case unreadable(path: String, reason: String)
    case malformed(path: String, reason: String)
    case unwritable(path: String, reason: String)

    /// One sentence for people.
    public var description: String {
      // Names of tensors and types come from the file: they may hold anything, at any length.
      sentence.prefix(1_000).unicodeScalars.map {
        $0.properties.generalCategory == .control ? $0.escaped(asASCII: true) : String($0)
      }.joined()
    }

    private var sentence: String {
      switch self {
      case .missing(let path): "there is no file at \(path), where a safetensors file was expected"
      case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
      case .malformed(let path, let reason): "\(path) is not a valid safetensors file: \(reason)"
      case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
      }
    }
  }
}
