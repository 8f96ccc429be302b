internal import CTorch

/// The order of a four-dimensional tensor's elements in memory.
public enum MemoryFormat: Sendable {
  case rowMajor, channelsLast
}

extension Tensor {
  /// The same elements on another device; `self` when it is there already.
  public func to(_ device: Device) -> Tensor { Tensor { ct_to_device(handle, device.raw, $0) } }

  /// The same elements in another type; `self` when it has it already.
  public func to(_ type: ElementType) -> Tensor { Tensor { ct_to_dtype(handle, type.raw, $0) } }

  /// A copy with storage of its own.
  public func clone() -> Tensor { Tensor { ct_clone(handle, $0) } }

  /// The elements laid out as asked; `self` when they are.
  public func contiguous(_ format: MemoryFormat = .rowMajor) -> Tensor {
    Tensor { ct_contiguous(handle, format == .channelsLast, $0) }
  }

  /// The elements, in order, under another shape; one size may be -1.
  public func reshaped(_ shape: [Int]) -> Tensor {
    withSizes(shape) { sizes, rank in Tensor { ct_reshape(handle, sizes, rank, $0) } }
  }

  /// A view with the dimensions in another order.
  public func permuted(_ dimensions: [Int]) -> Tensor {
    withSizes(dimensions) { sizes, rank in Tensor { ct_permute(handle, sizes, rank, $0) } }
  }

  /// A view of `range` of a dimension, every `step`-th element.
  public func sliced(_ range: Range<Int>, dimension: Int = 0, step: Int = 1) -> Tensor {
    Tensor {
      ct_slice(
        handle, Int32(dimension), Int64(range.lowerBound), Int64(range.upperBound), Int64(step), $0)
    }
  }

  /// A view of one index of a dimension, which disappears.
  public func selected(_ index: Int, dimension: Int = 0) -> Tensor {
    Tensor { ct_select(handle, Int32(dimension), Int64(index), $0) }
  }

  /// A view of one index of the first dimension.
  public subscript(index: Int) -> Tensor { selected(index) }

  /// Zeros around the last dimensions: (before, after) pairs from the last dimension backwards.
  public func padded(_ pads: [Int]) -> Tensor {
    withSizes(pads) { sizes, count in Tensor { ct_pad(handle, sizes, count, $0) } }
  }

  /// The rows of `dimension` named by `indices`, in their order.
  public func gathered(_ indices: Tensor, dimension: Int = 0) -> Tensor {
    Tensor { ct_index_select(handle, Int32(dimension), indices.handle, $0) }
  }

  /// Elements at the positions that broadcasting index tensors name, one tensor per leading dimension.
  public func indexed(by indices: [Tensor]) -> Tensor {
    withHandles(indices) { list, count in Tensor { ct_index(handle, list, count, $0) } }
  }

  /// Views of every index of a dimension, which disappears.
  /// - Parameters:
  ///   - count: The size of the dimension; there are as many views even without memory.
  ///   - dimension: Negative ones count from the end.
  /// - Returns: The views, in order.
  public func unbound(into count: Int, dimension: Int = 0) -> [Tensor] {
    precondition(
      Libtorch.isExhausted || size(dimension) == count,
      "dimension \(dimension) has \(size(dimension)) indices, not \(count)")
    var out = [ct_tensor?](repeating: nil, count: count)
    check(ct_unbind(handle, Int32(dimension), Int32(out.count), &out))
    return out.map { Tensor(result: $0) }
  }

  /// The tensors one after the other along an existing dimension.
  public static func concatenated(_ tensors: [Tensor], dimension: Int) -> Tensor {
    withHandles(tensors) { list, count in Tensor { ct_cat(list, count, Int32(dimension), $0) } }
  }

  /// Tensors of one shape along a new dimension.
  public static func stacked(_ tensors: [Tensor], dimension: Int = 0) -> Tensor {
    withHandles(tensors) { list, count in Tensor { ct_stack(list, count, Int32(dimension), $0) } }
  }
}
