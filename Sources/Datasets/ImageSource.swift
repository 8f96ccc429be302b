public import Architectures

/// Where the images of a run come from.
public protocol ImageSource: Sendable {
  /// What the images are.
  var description: DatasetDescription { get }

  /// What a user should know about them, in one sentence; nil where there is nothing.
  var note: String? { get }

  /// Reads one part.
  ///
  /// - Parameters:
  ///   - split: The part to read.
  ///   - progress: Receives the progress of downloads.
  /// - Returns: The images and labels, always in the same order.
  /// - Throws: An error whose description is a sentence for the user.
  func load(_ split: Split, progress: (DownloadProgress) -> Void) throws -> ImageSet

  /// Makes sure that one part is there, without reading it.
  func locate(_ split: Split, progress: (DownloadProgress) -> Void) throws
}

extension ImageSource {
  /// Nothing.
  public var note: String? { nil }
}

extension DatasetReader: ImageSource {}
