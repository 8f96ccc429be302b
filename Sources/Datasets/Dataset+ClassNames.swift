extension Dataset {
  /// The name of each class, in the order of the labels.
  public var classNames: [String] {
    switch self {
    case .fashionMNIST:
      [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
        "Ankle boot",
      ]
    case .mnist:
      ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]
    case .cifar10:
      [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
      ]
    case .cifar100:
      cifar100FineNames
    }
  }
}

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
