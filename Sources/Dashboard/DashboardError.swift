/// Why a dashboard cannot be shown.
public enum DashboardError: Error, Hashable, CustomStringConvertible {
  /// It is no address of IPv4 or IPv6 as a number.
  case noAddress(String)
  /// The system does not let the server listen there.
  case cannotListen(address: String, port: UInt16, reason: String)

  /// One sentence.
  public var description: String {
    switch self {
    case .noAddress(let address):
      "\(address) is no address, expected one as a number, such as 127.0.0.1 or ::1"
    case .cannotListen(let address, let port, let reason):
      "cannot listen on \(address), port \(port): \(reason)"
    }
  }
}
