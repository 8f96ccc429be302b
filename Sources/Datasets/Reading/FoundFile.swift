/// A file of a data set as it was found.
struct FoundFile {
  /// Its number among the files of its part.
  let index: Int
  /// What is in it, unpacked.
  let content: [UInt8]
  let packing: Packing
  /// What it is called in sentences.
  let path: String
}
