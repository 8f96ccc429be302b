import Architectures

extension GraphOperator {
  /// The module that PyTorch has for the operator; nil for operators that are functions alone.
  var module: String? {
    switch self {
    case .convolution(let convolution): convolution.module
    case .normalization(let normalization):
      "nn.BatchNorm2d(\(normalization.channels)"
        + (normalization.hasWeights ? ")" : ", affine=False)")
    case .linear(let linear): "nn.Linear(\(linear.inputs), \(linear.outputs))"
    case .relu: "nn.ReLU()"
    case .sigmoid: "nn.Sigmoid()"
    case .maximumPool(let window): "nn.MaxPool2d(\(window.arguments))"
    case .averagePool(let window, let countsPadding):
      "nn.AvgPool2d(\(window.averageArguments(countsPadding: countsPadding)))"
    case .pad, .slice, .add, .scale, .multiply, .concatenate, .mean, .zeros: nil
    }
  }

  /// What is computed of the operands, for operators without tensors.
  func function(
    of operands: [PythonExpression], reading input: ImageShape, gives output: ImageShape
  ) -> PythonExpression {
    let operand = operands[0]
    switch self {
    case .convolution, .normalization, .linear: preconditionFailure("\(self) is a layer")
    case .relu: return .call("F.relu", [operand])
    case .sigmoid: return .call("torch.sigmoid", [operand])
    case .maximumPool(let window):
      return .call("F.max_pool2d", [operand, .text(window.arguments)])
    case .averagePool(let window, let countsPadding):
      let arguments = window.averageArguments(countsPadding: countsPadding)
      return .call("F.avg_pool2d", [operand, .text(arguments)])
    case .pad(let bottom, let right):
      return .call("F.pad", [operand, .text("(0, \(right), 0, \(bottom))")])
    case .slice(let channels, let rows, let columns):
      let lengths = [input.channels, input.height, input.width]
      var slices = zip([channels, rows, columns], lengths).map(Self.slice)
      while slices.last == ":" { slices.removeLast() }
      guard !slices.isEmpty else { return operand }
      return .postfix(operand, "[:, \(slices.joined(separator: ", "))]")
    case .add: return operands.count == 1 ? operand : .infix("+", operands)
    case .scale(let factor): return .infix("*", [.text("\(factor)"), operand])
    case .multiply: return .infix("*", operands)
    case .concatenate: return .call("torch.cat", [.list("[", operands, "]"), .text("1")])
    case .mean: return .postfix(operand, ".mean((2, 3))")
    case .zeros:
      let shape = "\(output.channels), \(output.height), \(output.width)"
      return .postfix(operand, ".new_zeros(len(\(operand.flat)), \(shape))")
    }
  }

  private static func slice(_ range: Range<Int>, of length: Int) -> String {
    let start = range.lowerBound == 0 ? "" : "\(range.lowerBound)"
    let end = range.upperBound == length ? "" : "\(range.upperBound)"
    return "\(start):\(end)"
  }

  /// A short word for a variable that holds what the operator gives.
  var word: String {
    switch self {
    case .convolution: "convolved"
    case .normalization: "normalized"
    case .linear: "linear"
    case .relu: "positive"
    case .sigmoid: "gates"
    case .maximumPool, .averagePool: "pooled"
    case .pad: "padded"
    case .slice: "slice"
    case .add: "sum"
    case .scale: "scaled"
    case .multiply: "gated"
    case .concatenate: "joined"
    case .mean: "means"
    case .zeros: "zeros"
    }
  }
}

extension GraphOperator.Convolution {
  fileprivate var module: String {
    var arguments = ["\(inputChannels)", "\(outputChannels)", kernelSize.python]
    if stride != 1 { arguments.append("stride=\(stride.python)") }
    if padding != 0 { arguments.append("padding=\(padding.python)") }
    if dilation != 1 { arguments.append("dilation=\(dilation)") }
    if groups != 1 { arguments.append("groups=\(groups)") }
    if !hasBias { arguments.append("bias=False") }
    return "nn.Conv2d(\(arguments.joined(separator: ", ")))"
  }
}

extension Sides {
  /// A number, or a tuple of two.
  fileprivate var python: String { side.map { "\($0)" } ?? "(\(height), \(width))" }
}

extension GraphOperator.Window {
  fileprivate var arguments: String {
    "\(size), stride=\(stride)" + (padding == 0 ? "" : ", padding=\(padding)")
  }

  fileprivate func averageArguments(countsPadding: Bool) -> String {
    arguments + (padding == 0 || countsPadding ? "" : ", count_include_pad=False")
  }
}
