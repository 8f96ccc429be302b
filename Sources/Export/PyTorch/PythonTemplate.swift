import Architectures

/// The parts of a `model.py` that are much the same for all networks.
enum PythonTemplate {
  /// Documentation, imports and constants.
  static func header(_ network: ExportedNetwork) -> String {
    let pillow = mode(network.image) == nil ? "" : "; to classify image files, Pillow too"
    let head = """
      \"""An image classifier in PyTorch, with its weights in the model.safetensors beside it.

          network = load()
          logits = network(normalize(pixels))  # pixels: N x \(network.image.spaced), 0 to 255

      Needs torch and safetensors\(pillow).
      \"""

      from collections import OrderedDict
      from pathlib import Path

      import torch
      import torch.nn.functional as F
      from safetensors.torch import load_file
      from torch import nn

      """
    return ([head] + constants(network)).joined(separator: "\n")
  }

  private static func constants(_ network: ExportedNetwork) -> [String] {
    let (image, normalization) = (network.image, network.normalization)
    let metadata = network.metadata.sorted { $0.key < $1.key }.map {
      PythonExpression.labelled(
        "\(PythonText.literal($0.key)): ", PythonText.expression($0.value))
    }
    let values: [(String, PythonExpression)] = [
      ("NAME", PythonText.expression(network.name)),
      ("METADATA", .list("{", metadata, "}")),
      ("CLASSES", names(network.classNames)),
      ("IMAGE", .text("(\(image.channels), \(image.height), \(image.width))")),
      ("MEAN", numbers(normalization.mean)),
      ("STD", numbers(normalization.standardDeviation)),
    ]
    return values.flatMap { name, value in value.lines("\(name) = ", indent: 0) }
  }

  private static func numbers(_ values: [Double]) -> PythonExpression {
    .packed("[", values.map { "\($0)" }, "]")
  }

  /// Short names share lines.
  private static func names(_ names: [String]) -> PythonExpression {
    let literals = names.map(PythonText.literal)
    return literals.allSatisfy { $0.count < PythonExpression.width - 8 }
      ? .packed("[", literals, "]") : .list("[", names.map(PythonText.expression), "]")
  }

  /// What the network reads, of pixels.
  static let normalize = """
    def normalize(pixels):
        \"""Pixels, N x channels x height x width, 0 to 255, as the network reads them.\"""
        mean = torch.tensor(MEAN, device=pixels.device).view(-1, 1, 1)
        std = torch.tensor(STD, device=pixels.device).view(-1, 1, 1)
        return (pixels / 255 - mean) / std
    """

  /// Layers one after the other.
  static let sequence = """
    def sequence(**layers):
        \"""The layers one after the other, under these names.\"""
        return nn.Sequential(OrderedDict(layers))
    """

  /// The network with its weights.
  static let load = """
    def load(path=Path(__file__).with_name("model.safetensors")):
        \"""The network with the weights of a file, ready to classify; train() lets it learn on.\"""
        network = Network()
        # The file has no num_batches_tracked: PyTorch lets BatchNorm2d start them at 0.
        network.load_state_dict(load_file(path))
        return network.eval()
    """

  /// What Pillow calls images of so many channels; nil where it has none.
  private static func mode(_ image: ImageShape) -> String? {
    [1: "L", 3: "RGB", 4: "RGBA"][image.channels]
  }

  /// Classifies image files, where images have as many channels as those of a file.
  static func main(_ image: ImageShape) -> [String] {
    guard let mode = mode(image) else { return [] }
    return [
      """
      def read_image(path):
          \"""The pixels of an image file, scaled to the network's size.\"""
          from PIL import Image  # Nothing else needs Pillow.

          channels, height, width = IMAGE
          image = Image.open(path).convert("\(mode)").resize((width, height))
          pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
          return pixels.view(1, height, width, channels).permute(0, 3, 1, 2)
      """,
      """
      if __name__ == "__main__":
          import sys

          network = load()
          for path in sys.argv[1:]:
              with torch.inference_mode():
                  probabilities = network(normalize(read_image(path))).softmax(1)[0]
              best = int(probabilities.argmax())
              print(f"{path}: {CLASSES[best]} ({probabilities[best]:.1%})")
      """,
    ]
  }
}

extension ImageShape {
  /// The shape in words, such as "3 x 32 x 32".
  var spaced: String { "\(channels) x \(height) x \(width)" }
}
