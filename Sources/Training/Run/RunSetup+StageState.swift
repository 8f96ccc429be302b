internal import Foundation
public import Torch
internal import Tracking

extension RunSetup {
  /// Brings a stage to the state that it had at its end.
  /// - Throws: `RunError` and `Safetensors.Failure` for a file that is missing, damaged, of another run, or that does
  ///   not fit.
  public func restore(_ stage: some Stage) throws {
    let file = folder.stageState(stage.name.key)
    do {
      try stage.restore(stageState(stage.name.key))
    } catch let error as StateError {
      throw RunError.malformed(path: file.path, reason: "\(error)")
    }
  }

  /// The tensors that a stage left at its end.
  /// - Throws: `RunError` and `Safetensors.Failure` for a file that is missing, damaged or of another run.
  public func stageState(_ name: String) throws -> [String: Tensor] {
    let url = folder.stageState(name)
    let file = try Safetensors(contentsOf: url, device: device)
    func check(_ isRight: Bool, _ reason: String) throws(RunError) {
      if !isRight { throw .malformed(path: url.path, reason: reason) }
    }
    let isOld = configuration.format < 2 && file.metadata["run"] == nil
    try check(isOld || file.hasChecksum, "it has no checksum")
    let expected = stageMetadata(name)
    try check(
      isOld || file.metadata == expected,
      "it belongs to \(Self.text(file.metadata)), expected \(Self.text(expected))")
    let bad = file.tensors.firstNotFinite
    try check(bad == nil, "tensor \(bad ?? "") has numbers that are not finite")
    return file.tensors
  }

  /// What a stage's file says beside its tensors.
  func stageMetadata(_ name: String) -> [String: String] {
    ["stage": name, "run": configuration.id ?? RunConfiguration.unknown]
  }

  private static func text(_ metadata: [String: String]) -> String {
    metadata.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: ", ")
  }
}
