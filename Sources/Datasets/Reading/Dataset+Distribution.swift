extension Dataset {
  /// The official files.
  ///
  /// The hashes of the content of Fashion-MNIST and CIFAR-10 were computed from the data (whose
  /// MD5 sums are those on the official pages). Those of MNIST are published by many independent
  /// loaders, those of CIFAR-100 by one, torchvision-ruby, whose CIFAR-10 hashes equal ours. The
  /// hashes of the downloads belong to the files with the official MD5 sums.
  var distribution: Distribution {
    switch self {
    case .fashionMNIST: fashionMNISTFiles
    case .mnist: mnistFiles
    case .cifar10: cifar10Files
    case .cifar100: cifar100Files
    }
  }
}

private let fashionMNISTFiles = Distribution(
  dataset: .fashionMNIST,
  training: .idx(
    images: .init(
      name: "train-images-idx3-ubyte",
      sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
    labels: .init(
      name: "train-labels-idx1-ubyte",
      sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
    count: 60_000),
  test: .idx(
    images: .init(
      name: "t10k-images-idx3-ubyte",
      sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
    labels: .init(
      name: "t10k-labels-idx1-ubyte",
      sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    count: 10_000),
  // As torchvision leaves them.
  folders: ["FashionMNIST/raw", "raw"],
  // The authors' repository: their bucket, which has the same files, offers no TLS.
  address:
    "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
  downloads: [
    .init(
      name: "train-images-idx3-ubyte.gz", byteCount: 26_421_880,
      sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
    .init(
      name: "train-labels-idx1-ubyte.gz", byteCount: 29_515,
      sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
    .init(
      name: "t10k-images-idx3-ubyte.gz", byteCount: 4_422_102,
      sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
    .init(
      name: "t10k-labels-idx1-ubyte.gz", byteCount: 5_148,
      sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
  ])

private let mnistFiles = Distribution(
  dataset: .mnist,
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

private let cifar10Files = Distribution(
  dataset: .cifar10,
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
  pythonVersion: ["cifar-10-python.tar.gz", "cifar-10-batches-py"],
  address: "https://www.cs.toronto.edu/~kriz/",
  downloads: [
    .init(
      name: "cifar-10-binary.tar.gz", byteCount: 170_052_171,
      sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
  ])

private let cifar100Files = Distribution(
  dataset: .cifar100,
  training: .cifar(
    files: [
      .init(
        name: "train.bin",
        sha256: "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29")
    ],
    imagesPerFile: 50_000, labelBytes: 2),
  test: .cifar(
    files: [
      .init(
        name: "test.bin",
        sha256: "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a")
    ],
    imagesPerFile: 10_000, labelBytes: 2),
  archive: (name: "cifar-100-binary.tar.gz", folder: "cifar-100-binary"),
  folders: ["cifar-100-binary"],
  pythonVersion: ["cifar-100-python.tar.gz", "cifar-100-python"],
  address: "https://www.cs.toronto.edu/~kriz/",
  downloads: [
    .init(
      name: "cifar-100-binary.tar.gz", byteCount: 168_513_733,
      sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")
  ])
