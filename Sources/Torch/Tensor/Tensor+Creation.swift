internal import CTorch

extension Tensor {
  /// Makes a tensor from row-major elements.
  /// - Precondition: `elements.count` is the product of `shape`.
  public init<E: Element>(_ elements: [E], shape: [Int], device: Device = .cpu) {
    let expected = shape.reduce(1, *)
    precondition(
      elements.count == expected,
      "shape \(shape) wants \(expected) elements, got \(elements.count)")
    self = elements.withUnsafeBytes { bytes in
      Tensor(bytes: bytes, shape: shape, type: E.elementType, device: device)
    }
  }

  /// Makes a tensor from row-major bytes in the machine's byte order.
  /// - Precondition: the number of bytes fits the shape and the type.
  public init(bytes: UnsafeRawBufferPointer, shape: [Int], type: ElementType, device: Device) {
    let expected = shape.reduce(1, *) * type.size
    precondition(
      bytes.count == expected, "shape \(shape) wants \(expected) bytes, got \(bytes.count)")
    self = withSizes(shape) { sizes, rank in
      withUnsafeTemporaryAllocation(byteCount: 8, alignment: 8) { spare in
        guard let address = bytes.baseAddress ?? spare.baseAddress.map({ UnsafeRawPointer($0) })
        else { preconditionFailure("no stack") }
        return Tensor { ct_from_bytes(address, type.raw, sizes, rank, device.raw, $0) }
      }
    }
  }

  /// Makes a scalar.
  public init(_ value: Float, device: Device = .cpu) {
    self = .full([], value: Double(value), device: device)
  }

  /// A tensor with every element `value`.
  public static func full(
    _ shape: [Int], value: Double, type: ElementType = .float32, device: Device = .cpu
  ) -> Tensor {
    withSizes(shape) { sizes, rank in
      Tensor { ct_full(sizes, rank, value, type.raw, device.raw, $0) }
    }
  }

  /// A tensor of zeros.
  public static func zeros(
    _ shape: [Int], type: ElementType = .float32, device: Device = .cpu
  ) -> Tensor {
    full(shape, value: 0, type: type, device: device)
  }

  /// A tensor of ones.
  public static func ones(
    _ shape: [Int], type: ElementType = .float32, device: Device = .cpu
  ) -> Tensor {
    full(shape, value: 1, type: type, device: device)
  }

  /// Zeros of this tensor's shape, type, device and order in memory.
  public func zerosLike() -> Tensor { Tensor { ct_zeros_like(handle, $0) } }

  /// The whole numbers from 0 to `count` - 1, int64.
  public static func range(_ count: Int, device: Device = .cpu) -> Tensor {
    Tensor { ct_arange(Int64(count), device.raw, $0) }
  }
}
