/// One of the two parts in which every data set is published.
///
/// A search sees only the training part; the test part is read once, after everything is chosen.
public enum Split: String, CaseIterable, Codable, Sendable {
  /// The part that search, selection and training see.
  case training
  /// The part that the final network is measured on.
  case test
}
