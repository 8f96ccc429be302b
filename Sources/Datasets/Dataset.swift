public import Architectures

/// An image classification data set that the library can read.
///
/// The raw value is the name used on the command line and in files.
public enum Dataset: String, CaseIterable, Codable, Sendable {
  /// Fashion-MNIST (Xiao, Rasul, Vollgraf, 2017): clothes in grey; a copy comes with the library.
  case fashionMNIST = "fashion-mnist"
  /// MNIST (LeCun, Cortes, Burges, 1998): handwritten digits in grey.
  case mnist
  /// CIFAR-10 (Krizhevsky, 2009): ten kinds of objects in colour.
  case cifar10 = "cifar-10"
  /// CIFAR-100 (Krizhevsky, 2009): a hundred kinds of objects in colour, with their fine labels.
  case cifar100 = "cifar-100"

  /// The name in prose.
  public var title: String {
    switch self {
    case .fashionMNIST: "Fashion-MNIST"
    case .mnist: "MNIST"
    case .cifar10: "CIFAR-10"
    case .cifar100: "CIFAR-100"
    }
  }

  /// The size of one image.
  public var imageShape: ImageShape {
    switch self {
    case .fashionMNIST, .mnist: ImageShape(channels: 1, height: 28, width: 28)
    case .cifar10, .cifar100: ImageShape(channels: 3, height: 32, width: 32)
    }
  }

  /// The number of classes; labels are 0 ..< `classes`.
  public var classes: Int {
    switch self {
    case .fashionMNIST, .mnist, .cifar10: 10
    case .cifar100: 100
    }
  }
}
