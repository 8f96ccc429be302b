internal import FlyingFox
internal import FlyingSocks
public import Foundation

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
    let server = HTTPServer(
      config: HTTPServer.Configuration(
        address: try socketAddress(), timeout: 30, logger: .disabled))
    await server.appendRoute("*") { await respond(to: $0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        do {
          try await server.run()
        } catch let error as SocketError {
          throw DashboardError.cannotListen(
            address: access.address, port: port, reason: Self.reason(error))
        }
      }
      group.addTask {
        try await server.waitUntilListening()
        if case .ip4(_, let port) = await server.listeningAddress { ready(port) }
        if case .ip6(_, let port) = await server.listeningAddress { ready(port) }
        try await Watcher(site: site, broadcast: broadcast).run()
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func socketAddress() throws(DashboardError) -> any SocketAddress {
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
    return response(site.answer(request.path, query), isHead: isHead)
  }

  private func response(_ answer: Answer, isHead: Bool) -> HTTPResponse {
    HTTPResponse(
      statusCode: HTTPStatusCode(answer.status, phrase: answer.phrase),
      headers: headers(type: answer.type), body: isHead ? Data() : answer.body)
  }

  private func headers(type: String) -> HTTPHeaders {
    var headers: HTTPHeaders = [.contentType: type]
    for (name, value) in Answer.headers { headers[HTTPHeader(name)] = value }
    return headers
  }
}
