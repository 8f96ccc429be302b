package import Architectures
package import Torch

/// ReLU, 1×1 convolution, batch normalisation: brings a cell's input to the cell's channels.
package struct ReLUConvBN: CellOperation {
  private let conv: Conv2d
  private let norm: BatchNorm2d
  private let computation: Computation

  package init(
    inputChannels: Int, outputChannels: Int, computation: Computation = Computation(),
    in scope: ParameterScope
  ) {
    self.computation = computation
    conv = Conv2d(
      inputChannels: inputChannels, outputChannels: outputChannels, kernelSize: 1,
      in: scope / "conv")
    norm = BatchNorm2d(outputChannels, affine: false, in: scope / "bn")
  }

  package func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor {
    computation.fuses(on: input.device)
      ? input.pointwiseBlock(weights: [conv.weight], statistics: norm.statistics, mode: mode)
      : norm(conv(input.relu()), mode: mode)
  }
}

/// Brings both inputs of a cell to its channels and size.
package struct Preprocessing {
  private let first, second: (any CellOperation)?

  /// Declares a layer for each of the nodes 0 and 1 that the cell has a use for.
  package init(
    _ plan: CellPlan, reads: (Int) -> Bool = { _ in true }, computation: Computation,
    in scope: ParameterScope
  ) {
    func reduce(_ scope: ParameterScope) -> any CellOperation {
      FactorizedReduce(
        inputChannels: plan.previousPreviousChannels, outputChannels: plan.channels,
        computation: computation, in: scope)
    }
    func keep(_ channels: Int, _ scope: ParameterScope) -> any CellOperation {
      ReLUConvBN(
        inputChannels: channels, outputChannels: plan.channels, computation: computation, in: scope)
    }
    let (scope0, scope1) = (scope / "preprocess0", scope / "preprocess1")
    first =
      !reads(0)
      ? nil
      : plan.previousReduced ? reduce(scope0) : keep(plan.previousPreviousChannels, scope0)
    second = reads(1) ? keep(plan.previousChannels, scope1) : nil
  }

  /// The cell's nodes 0 and 1; nil for one that the cell does not read.
  package func callAsFunction(
    _ previousPrevious: Tensor, _ previous: Tensor, mode: Mode
  ) -> [Tensor?] {
    [first?(previousPrevious, mode: mode), second?(previous, mode: mode)]
  }
}
