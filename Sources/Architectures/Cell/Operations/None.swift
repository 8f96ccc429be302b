extension Operation {
  /// No connection: the output is zero.
  public static let none = Operation("none", chip: Chip("none", colour: "#e8eaed")) { _, _, _ in
    nil
  }
}
