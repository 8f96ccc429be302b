internal import FlyingFox
internal import FlyingSocks
public import Foundation
internal import Synchronization

/// The web server of a dashboard.
public struct DashboardServer: Sendable {
  private let site: Site
  private let access: Access
  private let port: UInt16
  private let broadcast = Broadcast()

  /// A server that does not listen yet.
  ///
  /// - Parameters:
  ///   - folder: The runs that it shows.
  ///   - access: Who may ask, and the address to listen on.
  ///   - port: Where to listen; 0 for any that is free.
  public init(folder: URL, access: Access, port: UInt16) {
    site = Site(folder: folder)
    self.access = access
    self.port = port
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameter ready: Is told the port as soon as the server listens.
  /// - Throws: `DashboardError` where the address cannot be listened on.
  public func run(ready: @escaping @Sendable (UInt16) -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listen(ready: ready) }
      group.addTask { try await Watcher(site: site, broadcast: broadcast).run() }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Listens, and listens again where the system had too little left for one more connection.
  private func listen(ready: @escaping @Sendable (UInt16) -> Void) async throws {
    let own = OwnPort()
    while true {
      let port = own.number ?? port
      let server = HTTPServer(
        config: HTTPServer.Configuration(
          address: try socketAddress(port: port), timeout: 600, logger: .disabled))
      await server.appendRoute("*") { await respond(to: $0) }
      let telling = Task {
        try await server.waitUntilListening(timeout: 600)
        guard let port = await server.port else { return }
        if own.take(port) { ready(port) }
      }
      defer { telling.cancel() }
      do {
        return try await server.run()
      } catch let error as SocketError {
        guard own.number != nil, Self.isPassing(error) else {
          throw DashboardError.cannotListen(
            address: access.address, port: port, reason: Self.reason(error))
        }
        try await Task.sleep(for: .seconds(1))
      }
    }
  }

  private static func isPassing(_ error: SocketError) -> Bool {
    guard case .failed(_, let number, _) = error else { return false }
    return [EMFILE, ENFILE, ECONNABORTED, ENOBUFS, ENOMEM, EADDRINUSE].contains(number)
  }

  private func socketAddress(port: UInt16) throws(DashboardError) -> any SocketAddress {
    do {
      return access.address.contains(":")
        ? try sockaddr_in6.inet6(ip6: access.address, port: port)
        : try sockaddr_in.inet(ip4: access.address, port: port)
    } catch {
      throw .noAddress(access.address)
    }
  }

  private static func reason(_ error: SocketError) -> String {
    if case .failed(_, _, let message) = error { return message }
    return "\(error)"
  }

  private func respond(to request: HTTPRequest) async -> HTTPResponse {
    let query = Dictionary(
      request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let isHead = request.method == .HEAD
    do {
      try access.check(host: request.headers[.host], origin: request.headers[HTTPHeader("Origin")])
      guard request.method == .GET || isHead else {
        return response(.refusal(405, "only GET is answered here"), isHead: isHead)
      }
      if Site.needsToken(request.path) { try access.check(token: query["token"]) }
    } catch .foreign as Access.Refusal {
      return response(
        .refusal(403, "this name or page is not the dashboard's: open it by its own address"),
        isHead: isHead)
    } catch {
      return response(
        .refusal(401, "a token is needed: open the address that nas dashboard has printed"),
        isHead: isHead)
    }
    if request.path == "/api/events", !isHead {
      return HTTPResponse(
        statusCode: .ok,
        headers: headers(type: "text/event-stream"),
        body: HTTPBodySequence(from: EventStream(messages: await broadcast.listen())))
    }
    return response(
      await site.reading { $0.answer(request.path, query) }, isHead: isHead)
  }

  private func response(_ answer: Answer, isHead: Bool) -> HTTPResponse {
    HTTPResponse(
      statusCode: HTTPStatusCode(answer.status, phrase: answer.phrase),
      headers: headers(type: answer.type), body: isHead ? Data() : answer.body)
  }

  private func headers(type: String) -> HTTPHeaders {
    var headers: HTTPHeaders = [.contentType: type]
    for (name, value) in Answer.headers { headers[HTTPHeader(name)] = value }
    // Browsers complain of it where the way to the page can be listened to.
    if Access.isLoopback(access.address) {
      headers[HTTPHeader("Cross-Origin-Opener-Policy")] = "same-origin"
    }
    return headers
  }
}

extension HTTPServer {
  /// Where it listens; nil where it does not.
  fileprivate var port: UInt16? {
    switch listeningAddress {
    case .ip4(_, let port), .ip6(_, let port): port
    default: nil
    }
  }
}

/// The port that a server got, once it has listened.
private final class OwnPort: Sendable {
  private let port = Mutex<UInt16?>(nil)

  var number: UInt16? { port.withLock(\.self) }

  /// Keeps it, and tells whether it is the first.
  func take(_ new: UInt16) -> Bool {
    port.withLock { port in
      defer { port = new }
      return port == nil
    }
  }
}
