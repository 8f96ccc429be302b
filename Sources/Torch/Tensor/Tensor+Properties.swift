internal import CTorch

extension Tensor {
  /// Sizes of the dimensions.
  public var shape: [Int] {
    (0..<rank).map { dimension in Int(fact(0) { ct_size(handle, Int32(dimension), $0) }) }
  }

  /// Number of dimensions.
  public var rank: Int { Int(fact(0) { ct_rank(handle, $0) }) }

  /// Number of elements.
  public var count: Int { Int(fact(0) { ct_count(handle, $0) }) }

  /// Size of one dimension; negative ones count from the end.
  ///
  /// - Precondition: There is such a dimension.
  public func size(_ dimension: Int) -> Int {
    Libtorch.isExhausted ? 0 : Int(fact(0) { ct_size(handle, Int32(dimension), $0) })
  }

  /// Distances in memory, in elements, between neighbours along each dimension.
  public var strides: [Int] {
    (0..<rank).map { dimension in Int(fact(0) { ct_stride(handle, Int32(dimension), $0) }) }
  }

  /// Type of the elements.
  public var elementType: ElementType {
    ElementType(fact(CT_FLOAT32) { ct_get_dtype(handle, $0) })
  }

  /// Where the tensor lives.
  public var device: Device { Device(fact(CT_CPU) { ct_get_device(handle, $0) }) }

  /// The value of a tensor with one element; waits for the device.
  public var item: Double {
    var value = 0.0
    check(ct_item(handle, &value))
    return value
  }

  /// All elements, row-major, converted to `E`; waits for the device.
  public func elements<E: Element>(as type: E.Type = E.self) -> [E] {
    let converted = elementType == E.elementType ? self : self.to(E.elementType)
    return [E](unsafeUninitializedCapacity: count) { buffer, initialized in
      converted.copyBytes(to: UnsafeMutableRawBufferPointer(buffer))
      initialized = count
    }
  }

  /// All elements as floats, row-major; waits for the device.
  public var floats: [Float] { elements() }

  /// All elements as floats, as many as the tensor has; waits for the device.
  ///
  /// To be preferred to `floats` where places of the array are asked for one by one.
  ///
  /// - Throws: `OutOfMemory` where the elements, or what they were computed from, could not be had.
  public func readFloats() throws(OutOfMemory) -> [Float] {
    let floats = floats
    try Libtorch.checkMemory()
    return floats
  }

  /// Writes all elements, row-major, to host memory of exactly their size.
  func copyBytes(to buffer: UnsafeMutableRawBufferPointer) {
    guard let address = buffer.baseAddress else { return }
    if Libtorch.isExhausted { buffer.initializeMemory(as: UInt8.self, repeating: 0) }
    check(ct_to_bytes(handle, address, buffer.count))
  }
}

extension Tensor: CustomStringConvertible {
  /// Type, shape and device; not the elements.
  public var description: String { "Tensor(\(elementType), \(shape), \(device))" }
}
