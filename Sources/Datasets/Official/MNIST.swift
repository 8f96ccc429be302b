internal import Architectures

extension Dataset {
  /// MNIST (LeCun, Cortes, Burges, 1998): handwritten digits in grey.
  public static let mnist = Dataset(files: mnistFiles)
}

private let mnistDescription = DatasetDescription(
  name: "mnist", title: "MNIST",
  imageShape: ImageShape(channels: 1, height: 28, width: 28),
  classNames: [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
  ],
  normalization: Normalization(
    mean: [0.1307], standardDeviation: [0.3081], source: "PyTorch's MNIST example"),
  counts: .init(training: 60_000, test: 10_000))

/// The official files.
///
/// The hashes of the content are published by many independent loaders. The hashes of the downloads belong to the files
/// with the official MD5 sums.
private let mnistFiles = Distribution(
  dataset: mnistDescription,
  training: .idx(
    images: .init(
      name: "train-images-idx3-ubyte",
      sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
    labels: .init(
      name: "train-labels-idx1-ubyte",
      sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
    count: 60_000),
  test: .idx(
    images: .init(
      name: "t10k-images-idx3-ubyte",
      sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
    labels: .init(
      name: "t10k-labels-idx1-ubyte",
      sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    count: 10_000),
  folders: ["MNIST/raw", "raw"],
  // The authors' own server no longer serves the files; this is the mirror of torchvision.
  address: "https://ossci-datasets.s3.amazonaws.com/mnist/",
  downloads: [
    .init(
      name: "train-images-idx3-ubyte.gz", byteCount: 9_912_422,
      sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
    .init(
      name: "train-labels-idx1-ubyte.gz", byteCount: 28_881,
      sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
    .init(
      name: "t10k-images-idx3-ubyte.gz", byteCount: 1_648_877,
      sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
    .init(
      name: "t10k-labels-idx1-ubyte.gz", byteCount: 4_542,
      sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
  ])
