internal import Architectures

extension Dataset {
  /// CIFAR-10 (Krizhevsky, 2009): ten kinds of objects in colour.
  public static let cifar10 = Dataset(files: cifar10Files)
}

private let cifar10Description = DatasetDescription(
  name: "cifar-10", title: "CIFAR-10",
  imageShape: ImageShape(channels: 3, height: 32, width: 32),
  classNames: [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ],
  // Computed: .49139968, .48215841, .44653091 and .24703223, .24348513, .26158784.
  normalization: Normalization(
    mean: [0.49139968, 0.48215827, 0.44653124],
    standardDeviation: [0.24703233, 0.24348505, 0.26158768],
    source: "DARTS (Liu, Simonyan, Yang, 2019), checked against the training set"),
  counts: .init(training: 50_000, test: 10_000))

/// The official files.
///
/// The hashes of the content were computed from the data, whose MD5 sums are those on the official page. The hashes of
/// the downloads belong to the files with the official MD5 sums.
private let cifar10Files = Distribution(
  dataset: cifar10Description,
  training: .cifar(
    files: [
      .init(
        name: "data_batch_1.bin",
        sha256: "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
      .init(
        name: "data_batch_2.bin",
        sha256: "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
      .init(
        name: "data_batch_3.bin",
        sha256: "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
      .init(
        name: "data_batch_4.bin",
        sha256: "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
      .init(
        name: "data_batch_5.bin",
        sha256: "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
    ],
    imagesPerFile: 10_000, labelBytes: 1),
  test: .cifar(
    files: [
      .init(
        name: "test_batch.bin",
        sha256: "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")
    ],
    imagesPerFile: 10_000, labelBytes: 1),
  archive: (name: "cifar-10-binary.tar.gz", folder: "cifar-10-batches-bin"),
  folders: ["cifar-10-batches-bin"],
  pythonVersion: (name: "cifar-10-python.tar.gz", folder: "cifar-10-batches-py"),
  address: "https://www.cs.toronto.edu/~kriz/",
  downloads: [
    .init(
      name: "cifar-10-binary.tar.gz", byteCount: 170_052_171,
      sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
  ])
