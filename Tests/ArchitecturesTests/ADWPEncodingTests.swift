import Architectures
import Testing

@Suite struct ADWPEncodingTests {
  @Test func everyNumberLiesBetween0And1() {
    for network in ADWPNetwork.randoms(300) + [.smallest, .largest, .mixed] {
      let encoding = ADWPEncoding(network)
      #expect(encoding.values.count == 324)
      #expect(encoding.values.allSatisfy { (0...1).contains($0) })
    }
  }

  @Test func numbersSayWhatTheirFieldsPromise() {
    let encoding = ADWPEncoding(.mixed)
    // In canonical form, the second block is the one with kernels 3 and 7.
    let width: Float = 24.0 / 160
    let second: [Float] = [
      1, 0, 1, 1, 2.0 / 6, width, width, 0.05, 0, 0, 1, 0, 0, 0.2, 0.5, 0.6, 0.7, 0.9,
    ]
    #expect(ADWPEncoding.Field.allCases.map { encoding[1, $0] } == second)
    let skipped: [Float] = [
      0, 0, 0, 0, 0, 0.35, 0.35, 0, 0, 1, 0, 1, 0, 1, 0.5, 0.6, 0.7, 0.9,
    ]
    #expect(ADWPEncoding.Field.allCases.map { encoding[11, $0] } == skipped)
    let largest = ADWPEncoding(.largest)
    #expect(largest[17, .hiddenChannels] == 1)
    #expect(largest[17, .squeezeExcitation] == 1)
    #expect(largest[12, .inputChannels] == 0.5)
    #expect(largest[0, .inputChannels] == 0.2)
  }

  @Test func equalNetworksAndOnlyTheyHaveEqualEncodings() {
    var encodings: [ADWPEncoding: ADWPNetwork] = [:]
    var generator = SplitMix64(seed: 2)
    let networks = ADWPNetwork.randoms(200)
    let close = networks.flatMap { network in
      (0..<5).map { _ in network.mutated(probability: 0.02, using: &generator) }
    }
    for network in networks + close {
      let encoding = ADWPEncoding(network)
      #expect(encoding == ADWPEncoding(network.canonical))
      let known = encodings.updateValue(network.canonical, forKey: encoding)
      #expect(known == nil || known == network.canonical)
    }
    #expect(encodings.count == Set((networks + close).map(\.canonical)).count)
  }
}
