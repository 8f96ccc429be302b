import Architectures

extension ADWPBlock {
  /// A block in few words.
  static func of(
    _ kernels: Kernels, _ expansion: Expansion, squeezeExcitation: Bool = false
  ) -> ADWPBlock {
    ADWPBlock(kernels: kernels, expansion: expansion, squeezeExcitation: squeezeExcitation)
  }
}

extension ADWPNetwork {
  /// Skips in the middle and at the end, one and two branches, with and without
  /// squeeze-and-excitation.
  static let mixed = ADWPNetwork(
    stages: [
      Stage(
        widthPercent: .percent50,
        blocks: [
          .of(.k3, .x4, squeezeExcitation: true), nil, .of(.k3k7, .x2), nil,
          .of(.k5, .x6, squeezeExcitation: true), nil,
        ]
      ),
      Stage(
        widthPercent: .percent70,
        blocks: [
          .of(.k5k7, .x5), .of(.k7, .x3, squeezeExcitation: true), nil, nil, nil,
          .of(.k3k5, .x2, squeezeExcitation: true),
        ]
      ),
      Stage(
        widthPercent: .percent90,
        blocks: [
          .of(.k7, .x6, squeezeExcitation: true), .of(.k3, .x3),
          .of(.k5k7, .x4, squeezeExcitation: true), nil, .of(.k5, .x2),
          .of(.k3k5, .x5, squeezeExcitation: true),
        ]
      ),
    ]
  )

  /// The largest network of the space.
  static let largest = ADWPNetwork(
    stages: [Stage](
      repeating: Stage(
        widthPercent: .percent100,
        blocks: [ADWPBlock?](repeating: .of(.k5k7, .x6, squeezeExcitation: true), count: 6)
      ),
      count: 3
    )
  )

  /// The smallest network of the space: the first stage is skipped altogether.
  static let smallest = ADWPNetwork(
    stages: [
      Stage(widthPercent: .percent80, blocks: [ADWPBlock?](repeating: nil, count: 6)),
      Stage(widthPercent: .percent50, blocks: [.of(.k3, .x2), nil, nil, nil, nil, nil]),
      Stage(widthPercent: .percent50, blocks: [.of(.k3, .x2), nil, nil, nil, nil, nil]),
    ]
  )

  /// Random networks, the same ones every time.
  static func randoms(_ count: Int) -> [ADWPNetwork] {
    var generator = SplitMix64(seed: 1)
    return (0..<count).map { _ in ADWPSpace.standard.random(using: &generator) }
  }
}

extension ADWPSpace {
  /// A space of compact networks, in which every number differs from the standard space's.
  static let small: ADWPSpace = {
    var space = ADWPSpace.standard
    space.stemChannels = 16
    space.stemStride = 2
    space.stageWidths = [24, 48, 96]
    space.firstStageStride = 2
    space.blocksPerStage = 3
    space.headChannels = 128
    space.expansions = [.x2, .x3, .x5]
    return space
  }()
}
