/// As many channels as are computed at once.
typealias Lanes = SIMD8<Float>

extension Lanes {
  /// Reads values from any place.
  @inline(__always)
  init(_ pointer: UnsafePointer<Float>) {
    self = UnsafeRawPointer(pointer).loadUnaligned(as: Lanes.self)
  }

  /// Reads values from any place.
  @inline(__always)
  init(_ pointer: UnsafeMutablePointer<Float>) { self.init(UnsafePointer(pointer)) }

  /// Writes the values to any place.
  @inline(__always)
  func store(_ pointer: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Lanes.self)
  }

  /// The positive part; what is no number stays so.
  @inline(__always)
  var rectified: Lanes { replacing(with: 0, where: self .< 0) }

  /// Adds a product.
  @inline(__always)
  mutating func add(_ left: Lanes, times right: Lanes) {
    #if arch(arm64)
      self.addProduct(left, right)
    #else
      // Where the compiler may not assume an instruction for it, a fused product is a call for each lane.
      self += left * right
    #endif
  }
}

extension Int {
  /// The number of blocks of lanes that hold so many channels.
  var blocksOfLanes: Int { (self + Lanes.scalarCount - 1) / Lanes.scalarCount }
  /// The number of channels, filled up to whole blocks of lanes.
  var filledLanes: Int { blocksOfLanes * Lanes.scalarCount }
}
