internal import Architectures

extension Dataset {
  /// CIFAR-100 (Krizhevsky, 2009): a hundred kinds of objects in colour, with their fine labels.
  public static let cifar100 = Dataset(files: cifar100Files)
}

private let cifar100Description = DatasetDescription(
  name: "cifar-100", title: "CIFAR-100",
  imageShape: ImageShape(channels: 3, height: 32, width: 32),
  classNames: cifar100FineNames,
  normalization: Normalization(
    mean: [0.5071, 0.4865, 0.4409], standardDeviation: [0.2673, 0.2564, 0.2762],
    source: "the values in common use for the training set, not recomputed here"),
  counts: .init(training: 50_000, test: 10_000))

/// The official files.
///
/// The hashes of the content are those of one loader, torchvision-ruby, whose CIFAR-10 hashes equal ours. The hashes of
/// the downloads belong to the files with the official MD5 sums.
private let cifar100Files = Distribution(
  dataset: cifar100Description,
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
  pythonVersion: (name: "cifar-100-python.tar.gz", folder: "cifar-100-python"),
  address: "https://www.cs.toronto.edu/~kriz/",
  downloads: [
    .init(
      name: "cifar-100-binary.tar.gz", byteCount: 168_513_733,
      sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")
  ])

/// The fine labels of CIFAR-100, which are numbered in alphabetical order.
private let cifar100FineNames = [
  "apple", "aquarium fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle",
  "bottle", "bowl", "boy", "bridge", "bus", "butterfly", "camel", "can", "castle",
  "caterpillar", "cattle", "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch",
  "crab", "crocodile", "cup", "dinosaur", "dolphin", "elephant", "flatfish", "forest", "fox",
  "girl", "hamster", "house", "kangaroo", "keyboard", "lamp", "lawn mower", "leopard", "lion",
  "lizard", "lobster", "man", "maple tree", "motorcycle", "mountain", "mouse", "mushroom",
  "oak tree", "orange", "orchid", "otter", "palm tree", "pear", "pickup truck", "pine tree",
  "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road",
  "rocket", "rose", "sea", "seal", "shark", "shrew", "skunk", "skyscraper", "snail", "snake",
  "spider", "squirrel", "streetcar", "sunflower", "sweet pepper", "table", "tank", "telephone",
  "television", "tiger", "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale",
  "willow tree", "wolf", "woman", "worm",
]
