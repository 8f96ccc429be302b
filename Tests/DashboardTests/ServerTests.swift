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
    request.timeoutInterval = 20
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
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
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
