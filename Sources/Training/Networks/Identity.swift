package import Torch

/// skip_connect at stride 1.
package struct Identity: CellOperation {
  package var isIdentity: Bool { true }

  package var mixed: MixedOperation? { .identity }

  package func callAsFunction(_ input: Tensor, mode: Mode) -> Tensor { input }
}
