internal import Architectures
internal import Foundation
internal import Torch

/// One operation of every edge, drawn by the softmax of alpha, with the gradient of the Gumbel softmax (GDAS, section
/// 3.2).
struct GumbelSample {
  /// 1 for what was drawn and 0 for the others, edges × operations; the gradient is that of the softmax of (alpha + Gumbel
  /// noise) / temperature.
  ///
  /// [D] The loss depends on the weights of what is computed, so alpha learns through what was drawn alone.
  let weights: Tensor
  /// What was drawn, of all edges one after the other.
  let drawn: [Bool]

  /// - Parameters:
  ///   - alpha: Edges × operations.
  ///   - temperature: Above 0; a low one makes the gradient that of the choice itself.
  ///   - seed: Of the noise; without one the likeliest operations are drawn.
  /// - Throws: `OutOfMemory`
  init(_ alpha: Tensor, temperature: Double, seed: Seed?) throws(OutOfMemory) {
    let (edges, operations) = (alpha.size(0), alpha.size(1))
    var noise = [Float](repeating: 0, count: edges * operations)
    if let seed {
      var generator = SplitMix64(seed: seed.value)
      for index in noise.indices {
        // Neither 0 nor 1, so that the noise is finite.
        noise[index] = Float(-log(-log((generator.fraction() + 0x1p-54) * (1 - 0x1p-53))))
      }
    }
    let noised = alpha + Tensor(noise, shape: [edges, operations]).to(alpha.device)
    let soft = (noised / temperature).softmax()
    let values = try soft.detached().reshaped([-1]).readFloats()
    var drawn = [Bool](repeating: false, count: values.count)
    for first in stride(from: 0, to: values.count, by: operations) {
      let best = (first..<first + operations).reduce(first) { values[$1] > values[$0] ? $1 : $0 }
      drawn[best] = true
    }
    let hard = Tensor(drawn.map { $0 ? 1 : 0 as Float }, shape: [edges, operations]).to(
      alpha.device)
    // Of what was drawn p - p + 1, which rounding may leave beside 1.
    weights = hard + (soft - soft.detached())
    self.drawn = drawn
  }
}
