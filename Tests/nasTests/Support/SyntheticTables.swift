import Foundation

/// Files like those of the benchmarks, with made-up accuracies.
enum SyntheticTables {
  /// A folder with a table of NAS-Bench-Macro.
  ///
  /// The accuracy is 90 %, less 1 for every identity (0) and 2 for every last digit that is 1.
  static func nasBenchMacro() throws -> URL {
    let rows = (0..<6561).map { number in
      let code = String(number, radix: 3)
      let padded = String(repeating: "0", count: 8 - code.count) + code
      let identities = padded.count { $0 == "0" }
      let mean = 90 - identities - (padded.hasSuffix("1") ? 2 : 0)
      return """
        "\(padded)": {"test_acc": [\(mean), \(mean), \(mean)], "mean_acc": \(mean), "std": 0, \
        "params": 1, "flops": 1}
        """
    }
    return try folder("nas-bench-macro_cifar10.json", "{\(rows.joined(separator: ",\n"))}")
  }

  /// A folder with a table of NAS-Bench-201.
  ///
  /// The accuracy is 30 % and 10 more for every 3x3 convolution.
  static func nasBench201() throws -> URL {
    let names = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
    let lines = (0..<15_625).map { number in
      var rest = number
      let edges = (0..<6).map { _ in
        defer { rest /= 5 }
        return names[rest % 5]
      }
      let cell =
        "|\(edges[0])~0|+|\(edges[1])~0|\(edges[2])~1|+|\(edges[3])~0|\(edges[4])~1|\(edges[5])~2|"
      let accuracy = 30 + 10 * edges.count { $0 == "nor_conv_3x3" }
      return "\(number),\(cell),0,0,0,\(accuracy)"
    }
    let header = "index,arch_str,val_12ep,test_12ep,val_200ep,test_200ep"
    return try folder("cifar10.csv", ([header] + lines).joined(separator: "\n") + "\n")
  }

  private static func folder(_ name: String, _ text: String) throws -> URL {
    try Scratch.file(name, text).deletingLastPathComponent()
  }
}
