internal import Architectures
internal import ArgumentParser
internal import Dashboard
internal import Foundation
internal import Synchronization

/// The command `nas dashboard`.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard",
    abstract: "Serves a page that shows runs while they go on.",
    usage: "nas dashboard [<folder>] [<options>]",
    discussion: """
      The page has all runs of the folder, their curves, the cells as they are carved, the candidates \
      of evolutions, and runs beside each other. It only reads.

      Others on this machine can open it too, and nobody from elsewhere. With --host and an address of \
      the network, others need the token that is part of the printed address.

      Ctrl-C ends it.
      """)

  @Argument(help: "Folder of runs.", completion: .directory, transform: UserPath.argument)
  var folder = "runs"

  @Option(help: "Address to listen on, as a number.")
  var host = "127.0.0.1"

  @Option(
    parsing: .unconditional, help: "Port to listen on; 0 for any that is free.",
    transform: Self.port)
  var port: UInt16 = 8642

  @Option(
    help: "Token that requests have to bring. (default: none on this machine, else a random one)")
  var token: String?

  @Flag(help: "Print the folder and the addresses as a line of JSON.")
  var json = false

  /// What is said when the page can be opened.
  private struct Report: Encodable {
    let folder: String
    let addresses: [String]

    /// As JSON in one line of standard output, which may be a pipe, or for people on standard error.
    func announce(asJSON: Bool) throws {
      guard asJSON else {
        printError("Runs of \(folder.legible) on \(addresses.joined(separator: ", "))")
        return printError("Ctrl-C ends it")
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(self), as: UTF8.self))
      try StandardStreams.flushOutput()
    }
  }

  @Sendable private static func port(_ text: String) throws -> UInt16 {
    guard let port = UInt16(text) else { throw ValidationError("expected 0 to 65535") }
    return port
  }

  func validate() throws {
    if let token, token.isEmpty || !token.allSatisfy({ $0.isLetter || $0.isNumber }) {
      throw ValidationError("--token is '\(token)', expected letters and digits")
    }
  }

  func run() throws {
    let folder = try InputFile.runs(folder, orForOne: "nas report")
    let token = token ?? (Access.isLoopback(host) ? nil : Access.makeToken())
    let server = DashboardServer(
      folder: folder, access: Access(address: host, token: token),
      port: port)
    let names = NetworkAddresses.names(of: host)
    let query = token.map { "?token=\($0)" } ?? ""
    let json = json
    try waiting {
      try await server.run { port in
        let addresses = names.map { "http://\($0):\(port)/\(query)" }
        do {
          try Report(folder: folder.relativePath, addresses: addresses).announce(asJSON: json)
        } catch {
          // Nobody would know the address.
          Failure.end(with: error)
        }
      }
    }
  }
}

/// Waits for what is done elsewhere.
private func waiting(_ body: @escaping @Sendable () async throws -> Void) throws {
  let result = Mutex<(any Error)?>(nil)
  let isDone = DispatchSemaphore(value: 0)
  Task {
    do {
      try await body()
    } catch {
      result.withLock { $0 = error }
    }
    isDone.signal()
  }
  isDone.wait()
  if let error = result.withLock({ $0 }) { throw error }
}
