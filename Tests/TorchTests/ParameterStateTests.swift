import TestSupport
import Testing
import Torch

struct ParameterStateTests {
  private let store: ParameterStore
  private let layer: Linear

  init() {
    store = ParameterStore(device: .underTest, generator: Generator(seed: 1))
    layer = Linear(inputs: 2, outputs: 1, in: store.root / "layer")
  }

  private var state: [String: Tensor] {
    [
      "layer.weight": Tensor([Float(3), 4], shape: [1, 2]),
      "layer.bias": Tensor([Float(5)], shape: [1]),
    ]
  }

  @Test func loadingChangesWhatTheLayerComputes() throws {
    try store.load(state)
    #expect(layer(Tensor([Float(1), 10], shape: [1, 2])).floats == [48])
  }

  @Test func tensorsThatNoParameterNamesAreIgnored() throws {
    try store.load(state.merging(["other": .zeros([7])]) { $1 })
    try expectIdentical(store.state, state)
  }

  @Test func stateSharesStorage() {
    store.state["layer.bias"]?.fill(7)
    #expect(store["layer.bias"]?.tensor.floats == [7])
  }

  @Test(arguments: ["layer.weight", "layer.bias"])
  func missingTensorsAreRefused(name: String) throws {
    try expectRefused(state.filter { $0.key != name }, "the state has no tensor named \(name)")
  }

  @Test(arguments: ["layer.weight", "layer.bias"])
  func otherShapesAreRefused(name: String) throws {
    try expectRefused(
      state.merging([name: .zeros([1, 3])]) { $1 }, "tensor \(name) has shape [1, 3]")
  }

  /// Expects an error that begins so and leaves everything as it was.
  private func expectRefused(_ state: [String: Tensor], _ message: String) throws {
    let before = snapshot(store.state)
    let error = #expect(throws: StateError.self) { try store.load(state) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "no error")")
    try expectIdentical(store.state, before)
  }
}
