internal import Foundation

/// Seconds for a batch, by runtime.
struct NetworkTimingReport: Encodable {
  struct Batch: Encodable {
    let images: Int
    let seconds: [String: Double]
  }

  let multiplyAddsPerImage: Int
  let threads: Int
  let batches: [Batch]

  /// A table for people.
  var lines: [String] {
    let names = Set(batches.flatMap(\.seconds.keys)).sorted()
    let width = (names.map(\.count).max() ?? 0) + 2
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    let head = [
      String(
        format: "%.1f M multiply-adds per image, ", Double(multiplyAddsPerImage) / 1e6)
        + counted(threads, "thread")
    ]
    return head
      + batches.flatMap { batch in
        ["batch of \(batch.images)"]
          + names.compactMap { name in
            batch.seconds[name].map { seconds in
              "  " + padded(name, width)
                + String(
                  format: "%9.3f ms %9.0f images/s", seconds * 1e3,
                  Double(batch.images) / seconds)
            }
          }
      }
  }
}
