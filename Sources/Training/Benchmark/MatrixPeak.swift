package import Torch

/// The speed of dense matrix products: the most that a machine gives to convolutions.
package enum MatrixPeak {
  /// Floating-point operations per second in the fastest of several float32 products of two square matrices, on the
  /// threads in use.
  ///
  /// A multiply-add is two operations. Takes a fraction of a second and 12 MB.
  package static func flops(on device: Device, side: Int = 1024, attempts: Int = 12) -> Double {
    let generator = Generator(seed: 1)
    let (left, right) = (
      generator.normal([side, side], device: device),
      generator.normal([side, side], device: device)
    )
    var best = Double.infinity
    for _ in 0..<attempts {
      let began = now()
      // Asking for a number waits for the device.
      _ = left.matrixProduct(right)[0][0].item
      best = min(best, now() - began)
    }
    return 2 * Double(side) * Double(side) * Double(side) / best
  }
}
