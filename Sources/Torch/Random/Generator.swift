internal import CTorch

/// An explicit source of random tensors (Mersenne twister on the host).
///
/// Every device gets the same numbers: they are drawn on the host and moved.
public final class Generator {
  private let handle: ct_generator

  /// Starts a stream; equal seeds give equal numbers.
  public init(seed: UInt64) {
    var out: ct_generator?
    // Small enough to be made even where memory has run out.
    let status = ct_generator_new(seed, &out)
    guard status == CT_OK, let out else { fatalError("libtorch gave no generator") }
    handle = out
  }

  deinit { ct_generator_free(handle) }

  /// Normally distributed numbers.
  public func normal(
    _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1, device: Device = .cpu
  ) -> Tensor {
    withSizes(shape) { sizes, rank in
      Tensor { ct_normal(sizes, rank, mean, standardDeviation, handle, $0) }
    }.to(device)
  }

  /// Evenly distributed numbers in `range`.
  public func uniform(_ shape: [Int], in range: Range<Double> = 0..<1, device: Device = .cpu)
    -> Tensor
  {
    withSizes(shape) { sizes, rank in
      Tensor { ct_uniform(sizes, rank, range.lowerBound, range.upperBound, handle, $0) }
    }.to(device)
  }

  /// Evenly distributed whole numbers in `range`, int64.
  public func integers(_ shape: [Int], in range: Range<Int>, device: Device = .cpu) -> Tensor {
    withSizes(shape) { sizes, rank in
      Tensor {
        ct_randint(sizes, rank, Int64(range.lowerBound), Int64(range.upperBound), handle, $0)
      }
    }.to(device)
  }
}
