/// A point of a drawing, in pixels; y grows downwards.
struct Point {
  var x: Double
  var y: Double
}

/// An upright rectangle of a drawing.
struct Rectangle {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  /// A rectangle around its centre.
  init(centre: Point, width: Double, height: Double) {
    self.init(x: centre.x - width / 2, y: centre.y - height / 2, width: width, height: height)
  }

  init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  var midX: Double { x + width / 2 }
  var midY: Double { y + height / 2 }
  var maxX: Double { x + width }
  var maxY: Double { y + height }
}
