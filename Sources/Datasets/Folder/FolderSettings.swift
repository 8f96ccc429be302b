/// What images of a folder are made into.
public struct FolderSettings: Hashable, Sendable {
  /// Height and width of the images, in pixels.
  public var size: Int
  /// Grey or in colours.
  public var colors: ImageColors
  /// Whether files that cannot be read are left out.
  public var skipsDamaged: Bool

  /// The sizes that images can have.
  public static let sizes = 8...224

  /// Chooses; images are of 32 x 32 pixels where nothing else is said.
  public init(size: Int = 32, colors: ImageColors = .automatic, skipsDamaged: Bool = false) {
    self.size = size
    self.colors = colors
    self.skipsDamaged = skipsDamaged
  }
}

/// How many channels images have.
public enum ImageColors: String, CaseIterable, Sendable {
  /// One where every training file is grey by its type, else three.
  case automatic = "auto"
  /// One: the brightness.
  case grey
  /// Three: red, green and blue.
  case rgb
}
