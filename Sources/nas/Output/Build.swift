internal import Torch
internal import Tracking
internal import Training

/// What this program was made from.
enum Build {
  /// The commit of swift-nas; `unknown` where the launcher did not say it.
  static var commit: String {
    RunConfiguration.currentCommit
  }

  /// The compiler that it was built with.
  static var swift: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  /// As `nas --version` prints it.
  static var version: String { "swift-nas \(commit), libtorch \(Libtorch.version)" }
}
