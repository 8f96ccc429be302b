import Foundation
import Testing

/// The built `nas` program, run as a user would.
enum Program {
  /// What a run of the program left.
  struct Result {
    let arguments: [String]
    let code: Int32
    let output: String
    let errors: String

    /// The lines of standard error.
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    /// Standard output as JSON; fails where anything else is there.
    func json() throws -> Any {
      try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }
  }

  /// Runs the program to its end, or to the time limit.
  static func run(
    _ arguments: [String], in folder: URL? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Result {
    try start(arguments, in: folder).finish(sourceLocation: sourceLocation)
  }

  static func run(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Result {
    try run(arguments, sourceLocation: sourceLocation)
  }

  /// Starts the program in the background.
  static func start(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:],
    terminal: Terminal? = nil
  ) throws -> Running {
    try Running(
      #require(executable, "nas is not among the build's products"), arguments, folder,
      environment, terminal)
  }

  /// Runs the program as a command of bash does, such as `exec "$0" "$@" 2>&-`.
  static func run(
    _ arguments: [String], by script: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Result {
    try start(arguments, by: script).finish(sourceLocation: sourceLocation)
  }

  /// Starts the program as a command of bash does.
  static func start(_ arguments: [String], by script: String) throws -> Running {
    let nas = try #require(executable, "nas is not among the build's products")
    return try Running(
      URL(filePath: "/bin/bash"), ["-c", script, nas.path] + arguments, nil, [:], nil)
  }

  /// What `SWIFT_NAS_COMMIT` is for the programs that are run.
  static let commit = "0123456789abcdef"

  /// The program in the folder of this test's build products.
  private static let executable: URL? = {
    let start = [Bundle.main.executableURL, Bundle(for: Anchor.self).bundleURL]
    return start.compactMap(\.self).lazy.flatMap { url in
      // On macOS the tests lie in a bundle, a few folders below.
      sequence(first: url.deletingLastPathComponent()) { $0.deletingLastPathComponent() }
        .prefix(4).map { $0.appending(path: "nas") }
    }.first { url in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
  }()

  private final class Anchor {}
}

/// A program under way, with its output in files.
final class Running {
  private let process = Process()
  private let arguments: [String]
  private let folder: URL
  private let ended = DispatchSemaphore(value: 0)

  fileprivate init(
    _ executable: URL, _ arguments: [String], _ workingFolder: URL?,
    _ changes: [String: String], _ terminal: Terminal?
  ) throws {
    self.arguments = arguments
    folder = try Scratch.folder()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = workingFolder ?? folder
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_NAS_COMMIT"] = Program.commit
    // Nothing of this user's is read, nothing is downloaded.
    environment["XDG_CACHE_HOME"] = folder.path
    process.environment = environment.merging(changes) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try file("output")
    process.standardError = try terminal?.end ?? file("errors")
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
  }

  private func file(_ name: String) throws -> FileHandle {
    let url = folder.appending(path: name)
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }

  private func text(_ name: String) -> String {
    let data = try? Data(contentsOf: folder.appending(path: name))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  /// Waits until standard error holds a text, or the program has ended.
  func waitForError(containing text: String) {
    while process.isRunning, !self.text("errors").contains(text) { usleep(2000) }
  }

  /// Waits until standard output holds a text, or the program has ended.
  func waitForOutput(containing text: String) {
    while process.isRunning, !self.text("output").contains(text) { usleep(2000) }
  }

  func send(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }

  var processNumber: Int32 { process.processIdentifier }

  func kill() { send(SIGKILL) }

  /// Waits for the end; a program that takes over five minutes is stopped and counts as failed.
  func finish(sourceLocation: SourceLocation = #_sourceLocation) throws -> Program.Result {
    if ended.wait(timeout: .now() + 300) == .timedOut {
      kill()
      ended.wait()
      Issue.record("nas \(arguments) took more than 300 s", sourceLocation: sourceLocation)
    }
    return Program.Result(
      arguments: arguments, code: process.terminationStatus, output: text("output"),
      errors: text("errors"))
  }
}
