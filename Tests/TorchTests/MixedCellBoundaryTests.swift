import CTorch
import Testing

/// What a mixed cell refuses, so that no kernel reads or writes where nothing is.
@Suite struct MixedCellBoundaryTests {
  @Test func whatIsRightIsTaken() throws {
    for statistics in [CT_TRACK_BATCH, CT_USE_BATCH, CT_USE_RUNNING] {
      for stored in [CT_FLOAT32, CT_BFLOAT16] {
        var cell = try RawCell()
        cell.statistics = statistics
        cell.stored = stored
        cell.keep = try RawTensor(2, 3)
        let out = try RawTensor { cell.run($0) }
        var channels: Int64 = 0
        #expect(ct_size(out.handle, 1, &channels) == CT_OK)
        #expect(channels == 8)
      }
    }
  }

  @Test func batchStatisticsNeedNoRunningOnes() throws {
    var cell = try RawCell()
    cell.statistics = CT_USE_BATCH
    for i in cell.operations.indices {
      cell.operations[i].running_mean = (nil, nil)
      cell.operations[i].running_var = (nil, nil)
    }
    _ = try RawTensor { cell.run($0) }
  }

  @Test func placesThatDoNotExist() throws {
    try expectRefusal(saying: "has coefficient 3 of 3") { $0.operations[0].coefficient = 3 }
    try expectRefusal(saying: "has coefficient -1 of 3") { $0.operations[2].coefficient = -1 }
    try expectRefusal(saying: "is for node 2 of 2") { $0.operations[1].node = 2 }
    try expectRefusal(saying: "is for node -1 of 2") { $0.operations[1].node = -1 }
    try expectRefusal(saying: "operation 2 reads what is not there yet") {
      $0.operations[2].source = 2
    }
    try expectRefusal(saying: "operation 2 reads what is not there yet") {
      $0.operations[2].source = -1
    }
    try expectRefusal(saying: "an operation reads source -1") { $0.operations[0].source = -1 }
    try expectRefusal(saying: "without sources, operations or nodes") { $0.nodes = 0 }
    try expectRefusal(saying: "without sources, operations or nodes") { $0.operations = [] }
    try expectRefusal(saying: "no operation reads a source") { $0.operations.removeFirst(2) }
    try expectRefusal(saying: "more than 16 nodes") { cell in
      cell.nodes = 17
      cell.operations = (0..<Int32(17)).map { node in
        var pool = cell.operations[1]
        pool.node = node
        return pool
      }
    }
  }

  /// Even of an operation that is not computed, as its coefficient is 0.
  @Test func placesOfWhatIsNotComputed() throws {
    try expectRefusal(saying: "is for node 2 of 2") { cell in
      cell.coefficients = try RawTensor(3, value: 0)
      cell.operations[1].node = 2
    }
  }

  @Test func numbersThatMakeNoSense() throws {
    try expectRefusal(saying: "unknown kind 9") {
      $0.operations[1].kind = ct_operation_kind(rawValue: 9)
    }
    for stride: Int64 in [0, -1, 1 << 40] {
      for operation in 0...1 {
        try expectRefusal(saying: "a stride is from 1 to 65536, not \(stride)") {
          $0.operations[operation].stride = stride
        }
      }
    }
    try expectRefusal(saying: "operation 1 does not give the node's size") {
      $0.operations[1].stride = 2
    }
    try expectRefusal(saying: "kernels are 3, 5 or 7 wide, not 4") { $0.operations[0].kernel = 4 }
    for dilation: Int64 in [0, -1, 1 << 40] {
      try expectRefusal(saying: "a dilation is from 1 to 65536, not \(dilation)") {
        $0.operations[0].dilation = dilation
        $0.operations[0].padding = dilation
      }
    }
    try expectRefusal(saying: "a padding of 2 does not keep the size") {
      $0.operations[0].padding = 2
    }
    try expectRefusal(saying: "unknown statistics 7") { $0.statistics = ct_statistics(rawValue: 7) }
    try expectRefusal(saying: "kept as float32 or bfloat16") { $0.stored = CT_FLOAT64 }
    try expectRefusal(saying: "unknown element type 77") { $0.stored = ct_dtype(rawValue: 77) }
  }

  @Test func weightsThatDoNotFit() throws {
    try expectRefusal(saying: "its handle is null") { $0.operations[0].depthwise.0 = nil }
    try expectRefusal(saying: "its handle is null") { $0.operations[0].pointwise.0 = nil }
    try expectRefusal(saying: "its handle is null") { $0.operations[0].kind = CT_DOUBLE_BLOCK }
    try expectRefusal(saying: "expected a depthwise weight of [4, 1, 3, 3]") {
      $0.operations[0].depthwise.0 = $0.keeping(try RawTensor(4, 1, 5, 5))
    }
    try expectRefusal(saying: "got [4, 4, 1, 1] Double") {
      $0.operations[0].pointwise.0 = $0.keeping(try RawTensor(4, 4, 1, 1, type: CT_FLOAT64))
    }
  }

  @Test func statisticsThatDoNotFit() throws {
    for statistics in [CT_TRACK_BATCH, CT_USE_RUNNING] {
      try expectRefusal(saying: "without running statistics") {
        $0.statistics = statistics
        $0.operations[0].running_mean.0 = nil
      }
      try expectRefusal(saying: "without running statistics") {
        $0.statistics = statistics
        $0.operations[1].running_var.0 = nil
      }
      try expectRefusal(saying: "expected running statistics of [4] float32") {
        $0.statistics = statistics
        $0.operations[1].running_var.0 = $0.keeping(try RawTensor(3))
      }
      try expectRefusal(saying: "got [4] Double") {
        $0.statistics = statistics
        $0.operations[0].running_mean.0 = $0.keeping(try RawTensor(4, type: CT_FLOAT64))
      }
      try expectRefusal(saying: "running statistics with gaps in memory") { cell in
        cell.statistics = statistics
        let whole = try RawTensor(8)
        let gaps = try RawTensor { ct_slice(whole.handle, 0, 0, 8, 2, $0) }
        cell.operations[0].running_mean.0 = cell.keeping(gaps)
      }
    }
  }

  @Test func imagesAndFactorsThatDoNotFit() throws {
    try expectRefusal(saying: "expected images") { $0.sources = [try RawTensor(4, 6, 5)] }
    try expectRefusal(saying: "expected images") { $0.sources = [try RawTensor(0, 4, 6, 5)] }
    try expectRefusal(saying: "[2, 4, 6, 5] Double") {
      $0.sources = [try RawTensor(2, 4, 6, 5, type: CT_FLOAT64)]
    }
    for shape: [Int64] in [[3, 4], [2, 3]] {
      try expectRefusal(saying: "source 1 has another number of images or channels") {
        $0.sources.append(try RawTensor(shape[0], shape[1], 6, 5))
        $0.operations[2].source = 1
      }
    }
    try expectRefusal(saying: "operation 2 does not give the node's size") {
      $0.sources.append(try RawTensor(2, 4, 7, 5))
      $0.operations[2].source = 1
    }
    try expectRefusal(saying: "coefficients have one dimension, not 2") {
      $0.coefficients = try RawTensor(3, 1)
    }
    try expectRefusal(saying: "[3] Double") {
      $0.coefficients = try RawTensor(3, type: CT_FLOAT64)
    }
    try expectRefusal(saying: "expected factors of images and operations of [2, 3]") {
      $0.keep = try RawTensor(2, 2)
    }
    try expectRefusal(saying: "[2, 3] Double") {
      $0.keep = try RawTensor(2, 3, type: CT_FLOAT64)
    }
  }

  private func expectRefusal(
    saying fragment: String, sourceLocation: SourceLocation = #_sourceLocation,
    of change: (inout RawCell) throws -> Void
  ) throws {
    var cell = try RawCell()
    try change(&cell)
    TorchTests.expectRefusal(saying: fragment, sourceLocation: sourceLocation) { cell.run($0) }
  }
}
