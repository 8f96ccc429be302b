internal import Architectures
internal import Search
internal import Torch

/// T_k: makes the smaller kernels of a place from the larger ones (Once-for-All, Cai et al., 2020).
///
/// The middle of a kernel times a matrix, size by size from the largest one. The matrices start as identities: a crop.
struct KernelTransforms {
  /// By place, for each size but the largest, in descending order.
  private var matrices: [String: [(size: Int, matrix: Tensor)]] = [:]

  /// Declares `<place>.transform<k>`, k² × k², where a place has several kernels.
  init(_ shapes: [SharedShape], in scope: ParameterScope) {
    for shape in shapes where shape.kernelSizes.count > 1 {
      matrices[shape.name] = shape.kernelSizes.dropLast().reversed().map { size in
        let count = size * size
        let matrix = (scope / shape.name).parameter(
          "transform\(size)", shape: [count, count], initializer: .zeros)
        let identity = (0..<count * count).map { Float($0 % (count + 1) == 0 ? 1 : 0) }
        withoutGradient {
          matrix.assign(Tensor(identity, shape: [count, count], device: scope.device))
        }
        return (size, matrix)
      }
    }
  }

  /// Largest kernels (out × in × K × K) to those of a layer.
  func callAsFunction(_ kernels: Tensor, for layer: SharedLayer) -> Tensor {
    var kernels = kernels
    for (size, matrix) in matrices[layer.name] ?? [] where size >= layer.kernelSize {
      let middle = kernels.centre(size)
      kernels = middle.reshaped([-1, size * size]).matrixProduct(matrix).reshaped(middle.shape)
    }
    return kernels
  }
}
