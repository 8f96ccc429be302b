public import Architectures

/// Where the images of a run come from.
public protocol ImageSource: Sendable {
  /// What the images are.
  var description: DatasetDescription { get }

  /// What a user should know about them, each a sentence.
  var notes: [String] { get }

  /// Reads one part.
  ///
  /// - Parameters:
  ///   - split: The part to read.
  ///   - progress: Receives how far it has come, where it takes long.
  /// - Returns: The images and labels, always in the same order.
  /// - Throws: An error whose description is a sentence for the user.
  func load(_ split: Split, progress: (LoadProgress) -> Void) throws -> ImageSet

  /// Makes sure that one part is there, without reading it.
  func locate(_ split: Split, progress: (LoadProgress) -> Void) throws
}

extension ImageSource {
  /// Nothing.
  public var notes: [String] { [] }
}

extension DatasetReader: ImageSource {}
