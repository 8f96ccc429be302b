import Foundation
import Testing

/// A terminal of Linux that can be taken away from the program that writes to it.
final class Terminal {
  /// What the program writes to.
  let end: FileHandle
  private let master: Int32

  init() throws {
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (locked, number) = (CInt(0), CInt(0))
    // TIOCSPTLCK and TIOCGPTN: Swift does not see the functions for it.
    try #require(
      ioctl(master, 0x4004_5431, &locked) == 0 && ioctl(master, 0x8004_5430, &number) == 0)
    let slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    try #require(slave >= 0)
    end = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
  }

  /// Reads until a text has come, or nothing more comes.
  func read(until text: String) throws -> String {
    // With the program's own the last one that is open: what it writes ends when it does.
    try end.close()
    var shown = Data()
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !shown.contains(Data(text.utf8)) {
      let count = Foundation.read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      shown += buffer.prefix(count)
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// As when a connection is lost.
  func takeAway() { close(master) }
}

extension Data {
  fileprivate func contains(_ other: Data) -> Bool { range(of: other) != nil }
}
