/// How far a download has come.
public struct DownloadProgress: Hashable, Sendable {
  /// The address that the file comes from.
  public let address: String
  /// The number of bytes received so far.
  public let received: Int
  /// The size of the file in bytes.
  public let total: Int
}
