internal import Architectures
package import Training

extension SupernetOptions {
  /// The hyperparameters of the network within those of a method.
  ///
  /// - Parameter path: Where the method's options hold these.
  /// - Returns: The entries of a table.
  package static func entries<Options>(
    _ path: WritableKeyPath<Options, SupernetOptions>
  ) -> [Hyperparameter<Options>] {
    typealias Entry = Hyperparameter<Options>
    return [
      Entry(
        "channels", path.appending(path: \.channels), in: 1...2048, "initial channels C",
        source: .paper("4.1")),
      Entry(
        "cells", path.appending(path: \.cells), in: 1...128, "cells of the network",
        source: .paper("4.1")),
      Entry(
        "stem-stride", path.appending(path: \.stemStride), in: 1...8,
        "what the stem divides the image's sides by: 1 to 4, or with a chain 2, 4 or 8",
        source: .code("DARTS")),
      Entry(
        "stem", path.appending(path: \.stem),
        "one convolution with the whole stride, or a chain of convolutions of stride 2",
        source: .code("DARTS"), before: .single),
      Entry(
        "operations", path.appending(path: \.operations), "candidate operations of every edge",
        source: .paper("4.1"), before: .hmNAS),
      Entry(
        "space", path.appending(path: \.space),
        "the paper's cells, a chain: each cell a stage of inverted residuals; or that of NAS-Bench-201",
        source: .decision,
        before: .cells),
      Entry(
        "chain-operations", path.appending(path: \.chainOperations),
        "candidate operations of every edge of a chain", source: .decision, before: .chain),
      Entry(
        "nodes", path.appending(path: \.nodes), in: 1...16, "intermediate nodes of a cell",
        source: .paper("4.1"), before: 4),
      Entry(
        "reducing-cells", path.appending(path: \.reducingCells),
        "cells that halve the images and double the channels; in a chain the first one keeps the channels",
        source: .code("DARTS"), before: .thirds),
      Entry(
        "head-channels", path.appending(path: \.headChannels), in: 0...65_536,
        "channels of a 1x1 convolution before the mean; 0 for none", source: .decision, before: 0),
      Entry(
        "normalization-weights", path.appending(path: \.hasNormalizationWeights),
        "whether normalisations in cells have a scale and a shift", source: .code("DARTS"),
        before: false),
      Entry(
        "architecture-sharing", path.appending(path: \.sharing),
        "cells with the same alpha, beta and masks",
        source: .decision),
      Entry(
        "edge-softmax", path.appending(path: \.edgeSoftmax), "what beta is normalised over",
        source: .paper("Eq. 2")),
      .engine(path.appending(path: \.computation.engine), before: .reference),
      .precision(path.appending(path: \.computation.precision)),
    ]
  }
}
