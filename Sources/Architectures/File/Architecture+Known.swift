internal import Synchronization

extension Architecture {
  /// The spaces of this library: a new one is a line here.
  public static let builtIn: [any NetworkDescription.Type] = [
    MaskedCellNetwork.self, ADWPNetwork.self, NASBenchMacroNetwork.self, NASBench201Network.self,
    MobileNetwork.self, PlainNetwork.self, ResidualNetwork.self,
  ]

  private static let registered = Mutex<[any NetworkDescription.Type]>([])

  /// Every space whose files can be read: the built-in ones, then those that were registered, in their order.
  public static var known: [any NetworkDescription.Type] { builtIn + registered.withLock { $0 } }

  /// Every format that can be read.
  public static var formats: [String] { known.flatMap { $0.formats } }

  /// Lets files hold networks of a space of the program.
  ///
  /// - Precondition: No other space has its format.
  public static func register(_ space: any NetworkDescription.Type) {
    registered.withLock { list in
      precondition(
        Set((builtIn + list).flatMap { $0.formats }).isDisjoint(with: space.formats),
        "there already is a format among \(space.formats)")
      list.append(space)
    }
  }
}
