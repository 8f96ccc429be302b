internal import Synchronization

extension Architecture {
  /// The spaces of this library: a new one is a line here.
  public static let builtIn: [any NetworkDescription.Type] = [
    MaskedCellNetwork.self, ADWPNetwork.self, NASBenchMacroNetwork.self, NASBench201Network.self,
  ]

  private static let registered = Mutex<[any NetworkDescription.Type]>([])

  /// Every space whose files can be read: the built-in ones, then those that were registered, in their order.
  public static var known: [any NetworkDescription.Type] { builtIn + registered.withLock { $0 } }

  /// Every format that can be read.
  public static var formats: [String] { known.map { $0.currentFormat } }

  /// Lets files hold networks of a space of the program.
  ///
  /// - Precondition: No other space has its format.
  public static func register(_ space: any NetworkDescription.Type) {
    registered.withLock { list in
      precondition(
        !(builtIn + list).contains { $0.currentFormat == space.currentFormat },
        "there already is a format \(space.currentFormat)")
      list.append(space)
    }
  }
}
