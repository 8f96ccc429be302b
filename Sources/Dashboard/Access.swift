internal import Foundation

/// Who may ask a dashboard for what it serves.
///
/// A page of another site may send requests to this machine through its user's browser. So the name by which the
/// dashboard was asked has to be one of its own, which DNS rebinding cannot forge, and a page that asks has to be the
/// dashboard's.
public struct Access: Hashable, Sendable {
  /// The address that is listened on, as a number.
  public let address: String
  /// What a request for data has to bring; nil where everybody on this machine may read.
  public let token: String?

  /// What is wrong with a request.
  enum Refusal: Error, Hashable {
    /// It asks for a name that is not the dashboard's, or comes from a page that is not.
    case foreign
    /// It needs a token, or has a wrong one.
    case token
  }

  /// Access by an address, with a token or without.
  public init(address: String, token: String?) {
    (self.address, self.token) = (address, token)
  }

  /// Whether only programs of this machine reach an address.
  public static func isLoopback(_ address: String) -> Bool {
    address == "::1" || address.hasPrefix("127.") && isNumber(address)
  }

  /// A token that nobody guesses: 128 random bits.
  public static func makeToken() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in
      let bits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - bits.count) + bits
    }.joined()
  }

  /// Checks where a request comes from.
  ///
  /// - Parameters:
  ///   - host: Its `Host`: a name and perhaps a port.
  ///   - origin: Its `Origin`, which browsers send along with what pages ask for; nil where there is none.
  /// - Throws: `Refusal.foreign`.
  func check(host: String?, origin: String?) throws(Refusal) {
    guard let host, isOwn(Self.name(of: host)) else { throw .foreign }
    guard let origin else { return }
    guard origin == "http://\(host)" else { throw .foreign }
  }

  /// Checks what a request for data brings.
  /// - Throws: `Refusal.token`.
  func check(token given: String?) throws(Refusal) {
    guard let token else { return }
    guard let given, Self.areEqual(Array(token.utf8), Array(given.utf8)) else { throw .token }
  }

  /// Names stand for other machines as well, but for `localhost`; where all addresses are listened on, any number does.
  private func isOwn(_ name: String) -> Bool {
    if name == "localhost" || Self.isLoopback(name) || name == address { return true }
    return ["0.0.0.0", "::"].contains(address) && Self.isNumber(name)
  }

  private static func isNumber(_ name: String) -> Bool {
    var storage = in6_addr()
    return inet_pton(AF_INET, name, &storage) == 1 || inet_pton(AF_INET6, name, &storage) == 1
  }

  /// The host without its port, and without the brackets of IPv6.
  private static func name(of host: String) -> String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return String(host[host.index(after: host.startIndex)..<end])
    }
    return String(host.prefix { $0 != ":" })
  }

  /// In a time that depends on the length alone.
  private static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
