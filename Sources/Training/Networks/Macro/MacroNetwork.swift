package import Architectures
package import Torch

/// A network of inverted residuals with weights of its own.
package struct MacroNetwork: ImageClassifier {
  package let plan: MacroPlan
  private let weights: MacroParameters
  private let auxiliary: AuxiliaryHead?

  /// Declares the network's weights and, if asked, those of the auxiliary classifier, under `auxiliary`.
  ///
  /// - Precondition: The features that the auxiliary classifier reads are large enough for it.
  package init(_ plan: MacroPlan, auxiliary: Bool = false, in scope: ParameterScope) {
    self.plan = plan
    weights = MacroParameters(plan, in: scope)
    self.auxiliary =
      auxiliary
      ? AuxiliaryHead(
        Self.auxiliaryFeatures(of: plan), classes: plan.classes, in: scope / "auxiliary") : nil
  }

  /// What the auxiliary classifier reads: the output of the block two thirds deep in the network.
  package static func auxiliaryFeatures(of plan: MacroPlan) -> ImageShape {
    plan.blocks[auxiliaryBlock(of: plan)].output
  }

  private static func auxiliaryBlock(of plan: MacroPlan) -> Int { 2 * plan.blocks.count / 3 }

  package func callAsFunction(
    _ images: Tensor, mode: Mode, dropPath: DropPath? = nil
  ) -> (logits: Tensor, auxiliary: Tensor?) {
    var auxiliaryLogits: Tensor?
    let logits = plan.logits(images, weights: weights, mode: mode, dropPath: dropPath) {
      guard let auxiliary, mode == .training, $0.index == Self.auxiliaryBlock(of: plan) else {
        return
      }
      auxiliaryLogits = auxiliary($1, mode: mode)
    }
    return (logits, auxiliaryLogits)
  }
}
