internal import Foundation
internal import Torch

/// Reads named tensors; what can be read is written as it was read.
func readTensors(_ bytes: [UInt8]) -> FuzzOutcome {
  FuzzOutcome {
    let file = try Safetensors(Data(bytes))
    let copy = try Safetensors(file.encoded())
    precondition(copy.metadata == file.metadata, "text changes when it is written and read")
    precondition(
      copy.tensors.mapValues(\.shape) == file.tensors.mapValues(\.shape),
      "tensors change when they are written and read")
  }
}
