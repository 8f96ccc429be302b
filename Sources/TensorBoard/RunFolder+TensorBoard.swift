public import Foundation
public import Tracking

extension RunFolder {
  /// Where the events for TensorBoard are: derived from the other files, so it may be removed.
  public var tensorBoard: URL { url.appending(path: "tensorboard") }
}
