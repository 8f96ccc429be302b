internal import Foundation
package import Torch

/// A file of golden numbers made by PyTorch; `Tests/Fixtures/README.md` explains its keys.
package struct Fixture {
  private let tensors: [String: Tensor]
  private let name: String

  /// Reads `Tests/Fixtures/<name>.safetensors`.
  package init(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/\(name).safetensors")
    self.init(name, try Safetensors(contentsOf: file, device: .underTest).tensors)
  }

  private init(_ name: String, _ tensors: [String: Tensor]) {
    self.name = name
    self.tensors = tensors
  }

  /// The tensor under a key.
  package subscript(key: String) -> Tensor {
    get throws {
      guard let tensor = tensors[key] else { throw MissingKey(name: name, key: key) }
      return tensor
    }
  }

  /// The number under a key.
  package func number(_ key: String) throws -> Double { try self[key].item }

  /// The tensors whose keys begin with `prefix`, under the rest of their keys.
  package func all(_ prefix: String) -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    for (key, tensor) in tensors where key.hasPrefix(prefix) {
      found[String(key.dropFirst(prefix.count))] = tensor
    }
    return found
  }

  /// One of several cases in the file, with what belongs to all of them.
  package func of(_ name: String) -> Fixture {
    let common = tensors.filter { !$0.key.contains("/") }
    return Fixture("\(self.name)/\(name)", common.merging(all("\(name)/")) { $1 })
  }

  /// The state of a network before the pass: parameters and running statistics.
  package var state: [String: Tensor] { all("param.").merging(all("buffer.")) { $1 } }
}

private struct MissingKey: Error, CustomStringConvertible {
  let name: String
  let key: String
  var description: String { "fixture \(name) has no tensor \(key)" }
}
