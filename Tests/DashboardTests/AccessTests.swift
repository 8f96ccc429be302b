import Testing

@testable import Dashboard

struct AccessTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1:8642"), ("127.0.0.1", "localhost:8642"), ("127.0.0.1", "localhost"),
    ("127.0.0.1", "[::1]:8642"), ("::1", "[::1]"), ("192.168.7.9", "192.168.7.9:80"),
    ("0.0.0.0", "10.1.2.3:8642"), ("::", "[fe80::1]:8642"),
  ])
  func theOwnNamesAreTaken(address: String, host: String) throws {
    let access = Access(address: address, token: nil)
    try access.check(host: host, origin: nil)
    try access.check(host: host, origin: "http://\(host)")
  }

  /// What a page reaches that makes its own name point to this machine, or that asks across sites.
  @Test(
    arguments: [
      ("127.0.0.1", "evil.example:8642", nil), ("127.0.0.1", "localhost.evil.example", nil),
      ("127.0.0.1", "127.0.0.1.evil.example", nil), ("127.0.0.1", "192.168.7.9", nil),
      ("127.0.0.1", "", nil), ("127.0.0.1", nil, nil), ("0.0.0.0", "evil.example", nil),
      ("127.0.0.1", "127.0.0.1:8642", "http://evil.example"),
      ("127.0.0.1", "127.0.0.1:8642", "http://127.0.0.1:9999"),
      ("127.0.0.1", "127.0.0.1:8642", "https://127.0.0.1:8642"),
      ("127.0.0.1", "127.0.0.1:8642", "null"),
    ] as [(String, String?, String?)])
  func foreignOnesAreRefused(address: String, host: String?, origin: String?) {
    #expect(throws: Access.Refusal.foreign) {
      try Access(address: address, token: nil).check(host: host, origin: origin)
    }
  }

  @Test func aTokenIsNeededWhereThereIsOne() throws {
    try Access(address: "127.0.0.1", token: nil).check(token: nil)
    let access = Access(address: "0.0.0.0", token: "secret")
    try access.check(token: "secret")
    for wrong in [nil, "", "secre", "secret ", "Secret"] {
      #expect(throws: Access.Refusal.token) { try access.check(token: wrong) }
    }
  }

  @Test func tokensAreLongAndNeverTheSame() {
    let tokens = Set((0..<50).map { _ in Access.makeToken() })
    #expect(tokens.count == 50)
    #expect(tokens.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
  }

  @Test func loopbackIsKnown() {
    #expect(Access.isLoopback("127.0.0.1") && Access.isLoopback("127.9.9.9"))
    #expect(Access.isLoopback("::1"))
    for other in ["0.0.0.0", "::", "192.168.0.1", "10.127.0.0"] {
      #expect(!Access.isLoopback(other))
    }
  }
}
