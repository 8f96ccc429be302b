import CTorch
import Testing

/// No function of the C interface lets an exception through, and exhaustion is told from misuse.
@Suite struct BoundaryTests {
  @Test func factsThatDoNotExist() throws {
    let tensor = try RawTensor(2, 3)
    var number: Int64 = -7
    for dimension: Int32 in [2, -3, .max] {
      #expect(ct_size(tensor.handle, dimension, &number) == CT_FAILED)
      #expect(ct_stride(tensor.handle, dimension, &number) == CT_FAILED)
      #expect(String(cString: ct_last_error()).contains("Dimension out of range"))
    }
    #expect(number == -7)
    #expect(ct_size(tensor.handle, -1, &number) == CT_OK)
    #expect(number == 3)
    var isThere = false
    #expect(ct_has_device(ct_device(rawValue: 9), &isThere) == CT_FAILED)
    #expect(String(cString: ct_last_error()) == "unknown device 9")
    #expect(ct_has_device(CT_CPU, &isThere) == CT_OK)
    #expect(isThere)
    #expect(ct_set_threads(0) == CT_FAILED)
  }

  @Test func listsOfNegativeLength() throws {
    let tensor = try RawTensor(2, 3)
    expectRefusal(saying: "a list of -1 numbers") { ct_reshape(tensor.handle, [6], -1, $0) }
    expectRefusal(saying: "a list of -1 tensors") { ct_cat([tensor.handle], -1, 0, $0) }
  }

  /// The CPU allocator of libtorch says only in words that memory ran out: another version may say it otherwise.
  @Test func exhaustionIsToldFromMisuse() {
    for count: Int64 in [1 << 45, 1 << 50] {
      expectRefusal(saying: "can't allocate memory", CT_OUT_OF_MEMORY) {
        ct_full([count], 1, 0, CT_FLOAT32, CT_CPU, $0)
      }
    }
    expectRefusal(saying: "negative dimension") { ct_full([-1], 1, 0, CT_FLOAT32, CT_CPU, $0) }
  }

  @Test func gradientsThatCannotBe() throws {
    let leaf = try RawTensor(2, 3).asLeaf()
    let constant = try RawTensor(3)
    let doubled = try RawTensor { ct_mul_scalar(leaf.handle, 2, $0) }
    // Nothing was recorded, and there are six outputs without a cotangent.
    expectRefusal(saying: "does not require grad") {
      ct_gradients(constant.handle, nil, [leaf.handle], 1, $0)
    }
    expectRefusal(saying: "scalar outputs") {
      ct_gradients(doubled.handle, nil, [leaf.handle], 1, $0)
    }
    expectRefusal(saying: "shape") {
      ct_gradients(doubled.handle, constant.handle, [leaf.handle], 1, $0)
    }
  }
}
