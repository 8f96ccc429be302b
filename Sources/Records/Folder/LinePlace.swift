/// How far a file that grows by lines has been read.
struct LinePlace: Hashable {
  /// Where the last line that was read starts and ends, its line break included.
  let start, end: Int
  /// Lines up to there.
  let lines: Int
  /// The number of the file, and a digest of the last line; empty where none was read.
  let last: String

  /// Nothing is read yet.
  static let beginning = LinePlace(0, 0, 0, "")

  /// A place in no file: whatever is there is another one than that which was read.
  static let unknown = LinePlace(0, 0, 0, "?")

  /// A place that somebody wrote down; nil for what can be none.
  init?(start: Int, end: Int, lines: Int, last: String) {
    // A line has one byte at least.
    guard 0 <= start, start <= end, 0 <= lines, lines <= end else { return nil }
    self.init(start, end, lines, last)
  }

  private init(_ start: Int, _ end: Int, _ lines: Int, _ last: String) {
    (self.start, self.end, self.lines, self.last) = (start, end, lines, last)
  }

  /// The place behind one more line, of so many bytes.
  func behindLine(of bytes: Int, last: String) -> LinePlace {
    LinePlace(end, end + bytes, lines + 1, last)
  }
}
