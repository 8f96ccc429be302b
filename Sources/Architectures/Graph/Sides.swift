/// A number for each direction of an image, most often the same: 3, or 1 down and 7 across.
public struct Sides: Hashable, Sendable {
  /// Along the rows of an image, one below the other.
  public let height: Int
  /// Along the columns of an image, one beside the other.
  public let width: Int

  /// A number down and one across.
  public init(height: Int, width: Int) {
    (self.height, self.width) = (height, width)
  }

  /// The same number both ways.
  public init(_ side: Int) { self.init(height: side, width: side) }

  /// The number where it is the same both ways; nil where it is not.
  public var side: Int? { height == width ? height : nil }

  /// The product of both.
  public var area: Int { height * width }
}

extension Sides: ExpressibleByIntegerLiteral {
  /// The same number both ways.
  public init(integerLiteral value: Int) { self.init(value) }
}

extension Sides: CustomStringConvertible {
  /// Both as "height x width", and a number that is the same both ways once.
  public var description: String { side.map { "\($0)" } ?? "\(height)x\(width)" }
}
