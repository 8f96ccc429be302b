internal import Tracking

extension SearchSnapshot {
  /// What a search thinks of its space in histograms: of each cell's masks and weights, or of its candidates.
  var histograms: [TBSummary.Value] {
    (cells ?? []).flatMap { $0.histograms(under: "\(stage)/\($0.name)") }
      + candidateHistograms
  }

  private var candidateHistograms: [TBSummary.Value] {
    let candidates = candidates ?? []
    return [
      TBSummary.Value.histogram(
        "\(stage)/candidates/accuracy", of: candidates.map(\.accuracy)),
      TBSummary.Value.histogram(
        "\(stage)/candidates/multiply-adds", of: candidates.map { Double($0.multiplyAdds) }),
    ].compactMap(\.self)
  }
}

extension CellState {
  /// Of the masks, where there are any, and of the weights.
  fileprivate func histograms(under tag: String) -> [TBSummary.Value] {
    let numbers: [(String, [Float])] = [
      ("operation masks", edges.flatMap { $0.operationMasks ?? [] }),
      ("edge masks", edges.compactMap(\.mask)),
      ("operation weights", edges.flatMap(\.operations)),
      ("edge weights", edges.map(\.weight)),
    ]
    return numbers.compactMap { .histogram("\(tag)/\($0)", of: $1.map(Double.init)) }
  }
}
