/// A value of a pickle.
///
/// It holds nothing itself: text and bytes are places in the file, and what may hold other values is a number in a
/// `PickleHeap`, so that a list that holds itself is no cycle and nothing is copied.
enum PickleValue: Equatable {
  case none
  case boolean(Bool)
  case integer(Int)
  /// Text, by the place of its UTF-8 in the file.
  case text(Range<Int>)
  /// Bytes, or a string of Python 2, by their place in the file.
  case bytes(Range<Int>)
  /// Bytes that the file holds as text, by their number in the heap.
  case decoded(Int)
  case list(Int)
  case dictionary(Int)
  case tuple(Int)
  case array(Int)
  /// numpy's type of a byte without a sign.
  case byteType
  case global(PickleGlobal)
}

/// The functions and types that a pickle may name; nothing is called, each stands for what is built here.
enum PickleGlobal: String {
  case encode = "_codecs.encode"
  case reconstruct = "numpy.core.multiarray._reconstruct"
  case fromBuffer = "numpy.core.numeric._frombuffer"
  case array = "numpy.ndarray"
  case dataType = "numpy.dtype"

  /// The function or type of that name, or nil; numpy 2 has an underscore before `core`.
  init?(path: String) {
    self.init(rawValue: path.hasPrefix("numpy._core.") ? "numpy." + path.dropFirst(7) : path)
  }
}

/// An array of bytes: its dimensions, with the rows one after the other, and what is in it.
struct PickleArray {
  let shape: [Int]
  /// Bytes, never text.
  let bytes: PickleValue
}
