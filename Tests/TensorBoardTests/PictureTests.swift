import Images
import Testing
import Tracking

@testable import TensorBoard

struct PictureTests {
  private func cell(
    inputs: Int = 2, nodes: Int = 4, operations: [String] = ["skip_connect", "max_pool_3x3"],
    weight: Float = 0.5
  ) -> CellState {
    let edges = (inputs..<(inputs + nodes)).flatMap { target in
      (0..<target).map { source in
        CellState.EdgeState(
          source: source, target: target, weight: weight, operations: operations.map { _ in weight }
        )
      }
    }
    return CellState(
      name: "normal", cells: [0, 2], inputs: inputs, nodes: nodes, operations: operations,
      edges: edges)
  }

  private func pixels(_ cell: CellState, title: String = "supernet/normal") throws -> [UInt8] {
    try #require(CellPicture(of: cell, title: title)).canvas.pixels
  }

  @Test func aPictureIsAPNGFile() throws {
    let canvas = try #require(CellPicture(of: cell(), title: "supernet/normal  epoch 3")).canvas
    let picture = try Picture(decoding: #require(canvas.png()))
    #expect((picture.width, picture.height, picture.channels) == (640, canvas.height, 3))
    #expect(picture.pixels == canvas.pixels)
    // Upper left, all is white; somewhere, it is not.
    #expect(picture.pixels.prefix(640 * 3 * 8).allSatisfy { $0 == 255 })
    #expect(picture.pixels.contains { $0 < 100 })
    #expect((200...500).contains(canvas.height))
  }

  /// Each part of a state is to be seen.
  @Test func whatDiffersLooksDifferent() throws {
    let plain = cell()
    var off = plain
    for index in off.edges.indices { off.edges[index].kept = [true, true] }
    #expect(try pixels(off) == pixels(plain))
    var pictures = [try pixels(plain), try pixels(plain, title: "supernet/reduction")]
    off.edges[3].kept = [true, false]
    pictures.append(try pixels(off))
    off.edges[3].kept = [false, false]
    pictures.append(try pixels(off))
    var weights = plain
    weights.edges[3].weight = 0.9
    pictures.append(try pixels(weights))
    weights.edges[3].operations = [0.9, 0.1]
    pictures.append(try pixels(weights))
    #expect(Set(pictures).count == pictures.count)
  }

  @Test(
    arguments: [
      -1, 0, 1e-8, 1, 2, .nan, .infinity, -.infinity, .greatestFiniteMagnitude,
    ] as [Float])
  func everyWeightCanBeDrawn(weight: Float) throws {
    #expect(try !pixels(cell(weight: weight)).isEmpty)
    #expect((0...1).contains(share(weight)))
  }

  @Test(arguments: [(1, 1), (1, 20), (2, 7), (3, 1), (5, 3), (39, 1)])
  func cellsOfOtherShapesCanBeDrawn(inputs: Int, nodes: Int) throws {
    let names = ["", "Факторизация", String(repeating: "long", count: 30)]
    for operations in [[], names] {
      var cell = cell(inputs: inputs, nodes: nodes, operations: operations)
      cell.edges.removeLast(max(0, cell.edges.count - 200))
      #expect(try !pixels(cell, title: String(repeating: "title ", count: 100)).isEmpty)
      cell.edges = []
      #expect(try !pixels(cell, title: "").isEmpty)
    }
  }

  @Test func whatIsTooLargeIsLeftOut() {
    #expect(CellPicture(of: cell(inputs: 2, nodes: 39), title: "") == nil)
    #expect(CellPicture(of: cell(inputs: 2, nodes: 25), title: "") == nil)
    let operations = (0...60).map { "operation \($0)" }
    #expect(CellPicture(of: cell(operations: operations), title: "") == nil)
  }

  @Test func textsFit() {
    for (text, width) in [("sep_conv_3x3", 142), ("sep_conv_3x3", 141), ("100", 10), ("", 0)] {
      let label = Canvas.Label(text, fitting: width)
      #expect(label.width <= width)
      #expect(label.scale == (width == 142 || text.isEmpty ? 2 : 1))
    }
    #expect(Canvas.Label("100", fitting: 10).text == "1")
  }
}
