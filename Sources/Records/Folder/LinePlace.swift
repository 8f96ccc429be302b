/// How far a file that grows by lines has been read.
struct LinePlace: Hashable {
  /// Where the last line that was read starts and ends, its line break included.
  var start = 0
  var end = 0
  /// Lines up to there.
  var lines = 0
  /// The number of the file, and a digest of the last line; empty where none was read.
  var last = ""

  /// Nothing is read yet.
  static var beginning: LinePlace { LinePlace() }
}
