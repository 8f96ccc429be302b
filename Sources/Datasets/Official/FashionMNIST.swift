internal import Architectures

extension Dataset {
  /// Fashion-MNIST (Xiao, Rasul, Vollgraf, 2017): clothes in grey; a copy comes with the library.
  public static let fashionMNIST = Dataset(files: fashionMNISTFiles)
}

private let fashionMNISTDescription = DatasetDescription(
  name: "fashion-mnist", title: "Fashion-MNIST",
  imageShape: ImageShape(channels: 1, height: 28, width: 28),
  classNames: [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ],
  // Computed: .28604060, .35302424.
  normalization: Normalization(
    mean: [0.2860], standardDeviation: [0.3530],
    source: "computed from the training set, rounded to four digits"),
  counts: .init(training: 60_000, test: 10_000))

/// The official files.
///
/// The hashes of the content were computed from the data, whose MD5 sums are those on the official page. The hashes of
/// the downloads belong to the files with the official MD5 sums.
private let fashionMNISTFiles = Distribution(
  dataset: fashionMNISTDescription,
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
  isBundled: true,
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
