/// The contents of `summary.json`: what a run found.
///
/// Accuracies and errors are fractions; apart from `seconds` it depends on the
/// configuration and the seed alone.
public struct Summary: Codable, Hashable, Sendable {
  /// Such as `hm-nas`.
  public var method: String
  /// Such as `fashion-mnist`.
  public var dataset: String
  /// The preset that the options started from.
  public var preset: String
  /// The seed that all randomness is derived from.
  public var seed: UInt64
  /// Of the final network, last epoch, on the test set, which is read once at the end.
  public var testAccuracy: Double
  /// The share that is not right: 1 minus `testAccuracy`, to 15 decimals.
  public var testError: Double
  /// On the part of the training set that the weights never saw, at the end of the search; nil where
  /// nothing was held out.
  public var validationAccuracy: Double?
  /// Stored parameters of the final network.
  public var parameters: Int
  /// Those of them that are not zero.
  public var nonZeroParameters: Int
  /// Executed for one image.
  public var multiplyAdds: Int
  /// After each stage, in order (the paper's Table 3).
  public var stages: [StageResult]
  /// What was kept (the paper's Figure 4 b and c).
  public var structure: [CellStructure]
  /// What the network was bound to cost at most; nil where it was bound to nothing.
  public var budgets: [Budget]?
  /// `cpu`, `cuda` or `mps`.
  public var device: String
  /// Version of libtorch.
  public var libtorch: String
  /// Commit of swift-nas.
  public var commit: String
  /// Per stage, and `total`.
  public var seconds: [String: Double]
  /// The network that was found beside chance and the hand; nil, and left out, where nobody asked.
  public var verdict: Verdict?
  /// What a table says of the network that was found; nil, and left out, where nobody asked.
  public var truth: Truth?

  /// The network after one stage, measured on the test set when everything had been chosen.
  public struct StageResult: Codable, Hashable, Sendable {
    /// Such as `supernet`.
    public var name: String
    /// On the test set, in [0, 1].
    public var testAccuracy: Double
    /// Stored parameters.
    public var parameters: Int
    /// Those of them that are not zero.
    public var nonZeroParameters: Int
    /// Executed for one image.
    public var multiplyAdds: Int
    /// Epochs of the final training that it had; nil where it had none, and in files of older versions.
    public var epochs: Int?

    /// Puts the values together.
    public init(
      name: String, testAccuracy: Double, parameters: Int, nonZeroParameters: Int,
      multiplyAdds: Int, epochs: Int? = nil
    ) {
      self.name = name
      self.testAccuracy = testAccuracy
      self.parameters = parameters
      self.nonZeroParameters = nonZeroParameters
      self.multiplyAdds = multiplyAdds
      self.epochs = epochs
    }
  }

  /// What was kept of one cell.
  public struct CellStructure: Codable, Hashable, Sendable {
    /// Position in the network.
    public var cell: Int
    /// `normal` or `reduction`.
    public var kind: String
    /// Surviving edges.
    public var edges: Int
    /// Edges of the supernet's cell.
    public var candidateEdges: Int
    /// Surviving operations.
    public var operations: Int
    /// Operations of the supernet's cell.
    public var candidateOperations: Int
    /// Surviving edges into each intermediate node.
    public var inDegrees: [Int]
    /// How many edges of the supernet's cell kept no operation, one, two and so on.
    public var operationsPerEdge: [Int]

    /// Puts the values together.
    public init(
      cell: Int, kind: String, edges: Int, candidateEdges: Int, operations: Int,
      candidateOperations: Int, inDegrees: [Int], operationsPerEdge: [Int]
    ) {
      self.cell = cell
      self.kind = kind
      self.edges = edges
      self.candidateEdges = candidateEdges
      self.operations = operations
      self.candidateOperations = candidateOperations
      self.inDegrees = inDegrees
      self.operationsPerEdge = operationsPerEdge
    }
  }

  /// Puts the values together.
  public init(
    method: String, dataset: String, preset: String, seed: UInt64, validationAccuracy: Double?,
    final: StageResult, stages: [StageResult], structure: [CellStructure], device: String,
    libtorch: String, commit: String, seconds: [String: Double]
  ) {
    self.method = method
    self.dataset = dataset
    self.preset = preset
    self.seed = seed
    self.testAccuracy = final.testAccuracy
    self.testError = errorRate(accuracy: final.testAccuracy)
    self.validationAccuracy = validationAccuracy
    self.parameters = final.parameters
    self.nonZeroParameters = final.nonZeroParameters
    self.multiplyAdds = final.multiplyAdds
    self.stages = stages
    self.structure = structure
    self.device = device
    self.libtorch = libtorch
    self.commit = commit
    self.seconds = seconds
  }

  /// Writes every key of the contract: what is not known is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(method, forKey: .method)
    try container.encode(dataset, forKey: .dataset)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try container.encode(testAccuracy, forKey: .testAccuracy)
    try container.encode(testError, forKey: .testError)
    try container.encode(validationAccuracy, forKey: .validationAccuracy)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(nonZeroParameters, forKey: .nonZeroParameters)
    try container.encode(multiplyAdds, forKey: .multiplyAdds)
    try container.encode(stages, forKey: .stages)
    try container.encode(structure, forKey: .structure)
    try container.encodeIfPresent(budgets, forKey: .budgets)
    try container.encode(device, forKey: .device)
    try container.encode(libtorch, forKey: .libtorch)
    try container.encode(commit, forKey: .commit)
    try container.encode(seconds, forKey: .seconds)
    try container.encodeIfPresent(verdict, forKey: .verdict)
    try container.encodeIfPresent(truth, forKey: .truth)
  }
}

/// The share of images that are classified wrongly.
///
/// Rounded to 15 decimals, so that an accuracy of 0.8042 gives 0.1958 and not what is left of the rounding of both.
public func errorRate(accuracy: Double) -> Double { ((1 - accuracy) * 1e15).rounded() / 1e15 }
