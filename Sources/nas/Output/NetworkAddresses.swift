internal import Foundation

/// The addresses of this machine.
enum NetworkAddresses {
  /// What an address that is listened on is called in a browser: where it stands for all, all of version 4.
  static func names(of address: String) -> [String] {
    guard ["0.0.0.0", "::"].contains(address) else {
      return [address.contains(":") ? "[\(address)]" : address]
    }
    let own = all
    return own.isEmpty ? ["127.0.0.1"] : own
  }

  private static var all: [String] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    var names: [String] = []
    var next = first
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard let address = entry.ifa_addr, address.pointee.sa_family == AF_INET else { continue }
      var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      guard
        getnameinfo(address, size, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST) == 0
      else { continue }
      names.append(
        String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    return names
  }
}
