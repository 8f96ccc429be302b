internal import Files
public import Foundation

extension Safetensors {
  /// Writes the file whole or not at all, and so that a loss of power does not take it back.
  /// - Parameters:
  ///   - url: The file.
  ///   - kept: A name for the file that was there, in the same folder; without it, that file goes.
  /// - Throws: `Failure.unwritable`; `OutOfMemory`, before anything is written.
  public func write(to url: URL, keepingOldAs kept: URL? = nil) throws {
    do {
      try DurableFile.write(encoded(), to: url, keepingOldAs: kept)
    } catch let error as OutOfMemory {
      throw error
    } catch {
      let reason = (error as? FileFailure)?.reason ?? "\(error)"
      throw Failure.unwritable(path: url.path, reason: reason)
    }
  }

  /// The file's bytes, with their checksum.
  public func encoded() throws -> Data {
    let described = tensors.mapValues {
      (type: SafetensorsFile.ElementType($0.elementType), shape: $0.shape)
    }
    let data = try SafetensorsFile.encoded(described, metadata: metadata) { name, bytes in
      tensors[name]?.copyBytes(to: bytes)
    }
    // What could not be read is no content.
    try Libtorch.checkMemory()
    return data
  }
}
