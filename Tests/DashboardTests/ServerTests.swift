import Foundation
import Synchronization
import Testing
import Tracking

@testable import Dashboard

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Over the network of this machine.
struct ServerTests {
  @Test func theServerAnswersWhoMayAsk() async throws {
    try await withServer(token: "secret") { address in
      let page = try await get("\(address)/")
      #expect(page.status == 200)
      #expect(page.headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
      #expect(page.headers["X-Content-Type-Options"] == "nosniff")
      #expect(try await get("\(address)/api/runs").status == 401)
      #expect(try await get("\(address)/api/runs?token=wrong").status == 401)
      #expect(try await get("\(address)/api/runs?token=secret").status == 200)
      #expect(try await get("\(address)/api/events").status == 401)
      let foreign = try await get("\(address)/", origin: "http://evil.example")
      #expect(foreign.status == 403)
      #expect(try await get("\(address)/api/runs?token=secret", method: "POST").status == 405)
    }
  }

  /// A page that made its own name point here.
  @Test func anotherNameIsRefused() async throws {
    try await withServer(token: nil) { address in
      let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
      for (host, status) in [("127.0.0.1:\(port)", "200"), ("evil.example", "403")] {
        let answer = try await exchange(port, "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") {
          $0.contains("\r\n\r\n")
        }
        #expect(answer.hasPrefix("HTTP/1.1 \(status)"), "\(answer)")
      }
    }
  }

  /// Who listens is told of the runs that are there, and of what follows.
  @Test func whatHappensIsTold() async throws {
    try await withServer(token: nil) { address in
      let port = try #require(UInt16(address.split(separator: ":").last ?? ""))
      let text = try await exchange(
        port, "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
      ) { $0.contains("event: runs") }
      #expect(text.contains("text/event-stream") && text.contains(": listening"))
      #expect(text.contains("event: runs"))
    }
  }

  @Test func anAddressThatIsTakenIsSaid() async throws {
    try await withServer(token: nil) { address in
      let port = try #require(UInt16(address.split(separator: ":")[2]))
      let error = await #expect(throws: DashboardError.self) {
        try await DashboardServer(
          folder: URL(filePath: "/"), access: Access(address: "127.0.0.1", token: nil), port: port
        ).run { _ in }
      }
      #expect(error?.description.contains("port \(port): Address already in use") == true)
    }
    let error = await #expect(throws: DashboardError.self) {
      try await DashboardServer(
        folder: URL(filePath: "/"), access: Access(address: "here", token: nil), port: 0
      ).run { _ in }
    }
    #expect(error == .noAddress("here"))
  }

  private func get(
    _ address: String, origin: String? = nil, method: String = "GET"
  ) async throws -> (status: Int, headers: [String: String]) {
    var request = URLRequest(url: try #require(URL(string: address)))
    request.httpMethod = method
    request.timeoutInterval = 300
    if let origin { request.setValue(origin, forHTTPHeaderField: "Origin") }
    let (_, response) = try await URLSession.shared.data(for: request)
    let answer = try #require(response as? HTTPURLResponse)
    let headers = answer.allHeaderFields.compactMap { key, value in
      (key as? String).flatMap { key in (value as? String).map { (key, $0) } }
    }
    return (answer.statusCode, Dictionary(headers) { first, _ in first })
  }

  private func withServer(
    token: String?, _ body: @Sendable (String) async throws -> Void
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try RunFolder(folder.appending(path: "one")).create(
      RunConfiguration(
        method: "hm-nas", dataset: "shapes", dataDirectory: nil, preset: "quick", seed: 7,
        device: "cpu", threads: 1, libtorch: "2.13.0", cpuCapability: "AVX2",
        kernelInstructions: "avx2", commit: "abc", options: [:]))
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = DashboardServer(
      folder: folder, access: Access(address: "127.0.0.1", token: token), port: 0)
    let (ports, port) = AsyncStream.makeStream(of: UInt16.self)
    let serving = Task { try await server.run { port.yield($0) } }
    defer { serving.cancel() }
    var iterator = ports.makeAsyncIterator()
    try await body("http://127.0.0.1:\(try #require(await iterator.next()))")
  }
}

/// Sends a request as it stands, and reads until the answer has what is waited for, for minutes at most.
private func exchange(
  _ port: UInt16, _ request: String, until isEnough: @escaping @Sendable (String) -> Bool
) async throws -> String {
  // Not on a thread of tasks: the server needs them.
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async {
      continuation.resume(with: Result { try waitingExchange(port, request, until: isEnough) })
    }
  }
}

private func waitingExchange(
  _ port: UInt16, _ request: String, until isEnough: (String) -> Bool
) throws -> String {
  let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(file) }
  var patience = timeval(tv_sec: 300, tv_usec: 0)
  setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  let size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let code = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
  }
  try #require(code == 0)
  try #require(write(file, request, request.utf8.count) == request.utf8.count)
  var (text, bytes) = ("", [UInt8](repeating: 0, count: 4096))
  while !isEnough(text) {
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { break }
    text += String(decoding: bytes[..<count], as: UTF8.self)
  }
  return text
}
