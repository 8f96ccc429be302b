internal import Foundation

extension Summary {
  /// What a run did and how well what it found does, as over a drawing of it.
  ///
  /// - Parameter title: What the run does.
  /// - Returns: The title with the accuracy on the test set in percent.
  public func heading(_ title: String) -> String {
    title + String(format: ", test accuracy %.2f %%", testAccuracy * 100)
  }
}
