internal import Files
public import Foundation

extension Safetensors {
  /// Reads a file onto a device.
  /// - Throws: `Failure` that names the file and what is wrong with it.
  public init(contentsOf url: URL, device: Device = .cpu) throws(Failure) {
    let contents: Data?
    do throws(FileFailure) {
      contents = try DurableFile.contents(of: url)
    } catch {
      throw .unreadable(path: url.path, reason: error.reason)
    }
    guard let data = contents else { throw .missing(path: url.path) }
    try self.init(data, path: url.path, device: device)
  }

  /// Reads the bytes of a file onto the CPU.
  /// - Throws: `Failure.malformed`
  package init(_ bytes: Data) throws(Failure) {
    try self.init(bytes, path: "memory", device: .cpu)
  }

  private init(_ bytes: Data, path: String, device: Device) throws(Failure) {
    let file: SafetensorsFile
    do throws(SafetensorsFile.Malformed) {
      file = try SafetensorsFile(bytes)
    } catch {
      throw .malformed(path: path, reason: error.reason)
    }
    self.init(
      tensors: file.entries.mapValues { entry in
        file.bytes(of: entry).withUnsafeBytes {
          Tensor(
            bytes: $0, shape: entry.shape, type: ElementType(entry.type), device: device)
        }
      }, metadata: file.metadata)
    hasChecksum = file.hasChecksum
  }
}
