/// How far the reading of a data set has come.
public enum LoadProgress: Hashable, Sendable {
  /// So many bytes of a file of that address are there, of so many.
  case download(address: String, received: Int, total: Int)
  /// So many images are decoded, of so many.
  case images(done: Int, count: Int)
}
