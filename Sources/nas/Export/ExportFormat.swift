/// What a network can be written as.
enum ExportFormat: String, CaseIterable, Encodable {
  case onnx
  case pytorch
  case safetensors

  /// The name of the file where the user gives none.
  var fileName: String {
    switch self {
    case .onnx: "model.onnx"
    case .pytorch: "model.py"
    case .safetensors: "network.safetensors"
    }
  }
}
