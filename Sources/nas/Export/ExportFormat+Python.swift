// What Python has to have, and do, for a format.
extension ExportFormat {
  /// The runtime that the format is for, where that is not ours.
  var runtime: String? {
    switch self {
    case .onnx: "onnxruntime"
    case .pytorch: "PyTorch"
    case .safetensors: nil
    }
  }

  var packages: [String] {
    switch self {
    case .onnx: ["numpy", "onnxruntime"]
    case .pytorch: ["numpy", "torch", "safetensors"]
    case .safetensors: []
    }
  }

  /// Takes the file, the images, their number and whether they are pixels, N × H × W × C.
  var script: String {
    switch self {
    case .onnx:
      """
      import json, sys, numpy, onnxruntime
      options = onnxruntime.SessionOptions()
      options.intra_op_num_threads = 1
      session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
      _, channels, height, width = session.get_inputs()[0].shape
      count = int(sys.argv[3])
      if sys.argv[4] == "true":
          images = numpy.fromfile(sys.argv[2], dtype="u1").reshape(count, height, width, channels)
          images = numpy.ascontiguousarray(images.transpose(0, 3, 1, 2))
      else:
          images = numpy.fromfile(sys.argv[2], dtype="<f4").reshape(count, channels, height, width)
      logits = session.run(["logits"], {"images": images})[0]
      print(json.dumps({"runtime": "onnxruntime " + onnxruntime.__version__, "logits": logits.tolist()}))
      """
    case .pytorch:
      """
      import importlib.util, json, sys, numpy, torch
      spec = importlib.util.spec_from_file_location("model", sys.argv[1])
      model = importlib.util.module_from_spec(spec)
      spec.loader.exec_module(model)
      images = numpy.fromfile(sys.argv[2], dtype="<f4").reshape(int(sys.argv[3]), *model.IMAGE)
      with torch.inference_mode():
          logits = model.load()(torch.from_numpy(images))
      print(json.dumps({"runtime": "PyTorch " + torch.__version__, "logits": logits.tolist()}))
      """
    case .safetensors: ""
    }
  }
}
