/// The macro skeleton that the DARTS and HM-NAS supernets and the networks found in them share.
///
/// A stem (3x3 convolution and batch norm), a chain of cells that each read the one or two before
/// them, and a classifier (global average pooling and a linear layer). If nothing else is said, the
/// cells at a third and two thirds of the depth reduce.
public struct CellNetwork: Hashable, Sendable {
  /// The shape of an input image.
  public var image: ImageShape
  /// The number of classes.
  public var classes: Int
  /// The channels of the operations of the first cell; each reduction doubles them.
  public var channels: Int
  /// The number of cells.
  public var cells: Int
  /// The stem has `stemMultiplier * channels` channels.
  public var stemMultiplier: Int
  /// The stride of the stem.
  ///
  /// The papers use 1; 2 halves the image at once, our option for quick runs.
  public var stemStride: Int
  /// How the stem divides the image's sides.
  public var stem: Stem
  /// The candidate operations of every edge.
  public var operations: [Operation]
  /// The graph of every cell.
  public var topology: CellTopology
  /// The nodes that make the output of a cell that reduces, where they are others than the topology's.
  public var reductionOutputs: [Int]?
  /// What is around the cells, and how they read each other.
  public var frame: Frame
  /// The positions of the cells that reduce, ascending; nil for a third and two thirds of the depth.
  public var reductionPositions: [Int]?
  /// The channels of a 1x1 convolution with normalisation and ReLU before the mean; 0 for none.
  public var headChannels: Int
  /// Whether normalisations within cells have a scale and a shift.
  ///
  /// Those of supernets and of HM-NAS have none; DARTS trains what it found with them.
  public var hasNormalizationWeights: Bool

  /// A skeleton; the defaults are those of HM-NAS on CIFAR-10.
  ///
  /// Nothing is checked here: call `validate()` on values that come from outside.
  public init(
    image: ImageShape = ImageShape(channels: 3, height: 32, width: 32),
    classes: Int = 10,
    channels: Int = 36,
    cells: Int = 3,
    stemMultiplier: Int = 3,
    stemStride: Int = 1,
    stem: Stem = .single,
    operations: [Operation] = Operation.hmNAS,
    topology: CellTopology = CellTopology(),
    frame: Frame = .cells,
    reductionPositions: [Int]? = nil,
    headChannels: Int = 0,
    hasNormalizationWeights: Bool = false
  ) {
    self.image = image
    self.classes = classes
    self.channels = channels
    self.cells = cells
    self.stemMultiplier = stemMultiplier
    self.stemStride = stemStride
    self.stem = stem
    self.operations = operations
    self.topology = topology
    self.frame = frame
    self.reductionPositions = reductionPositions
    self.headChannels = headChannels
    self.hasNormalizationWeights = hasNormalizationWeights
  }

  /// The graph of the cells of a kind.
  public func topology(of kind: CellKind) -> CellTopology {
    guard kind == .reduction, let reductionOutputs else { return topology }
    return topology.withOutputs(reductionOutputs)
  }

  /// The shape of the stem's output.
  public var stemShape: ImageShape {
    image.strided(by: stemStride).withChannels(stemMultiplier * channels)
  }

  /// The positions of the cells that reduce: `cells / 3` and `2 * cells / 3` if nothing else is said.
  public var reductions: Set<Int> {
    reductionPositions.map { Set($0) } ?? [cells / 3, 2 * cells / 3]
  }

  /// The channels that reach the classifier.
  public var featureChannels: Int {
    headChannels > 0 ? headChannels : (plan.last?.outputShape ?? stemShape).channels
  }
}
