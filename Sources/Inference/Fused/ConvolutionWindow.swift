internal import Architectures

/// How a convolution goes over its source, which has the padding already.
struct ConvolutionWindow: Sendable {
  /// The sides of the kernel.
  let size: Sides
  /// The step from one output pixel to the next, down and across.
  let stride: Sides
  /// The step from one weight to the next.
  let dilation: Int

  /// The window of a convolution of single pixels.
  static let pixel = ConvolutionWindow(size: 1, stride: 1, dilation: 1)
}
