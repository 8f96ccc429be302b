public import Architectures

extension Stem: Choice {}
