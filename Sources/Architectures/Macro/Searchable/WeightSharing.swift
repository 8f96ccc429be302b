/// Which blocks of different networks take their weights from the same shared ones.
public enum WeightSharing: String, CaseIterable, Sendable {
  /// All blocks at a place: smaller kernels and expansions are crops of the largest ones (Once-for-All, Cai et al.,
  /// 2020).
  case crops
  /// Of these, only those of the same choice: choices share nothing (single-path one-shot search, Guo et al., 2020).
  case choices
}
