/// A figure that says how well scores rank networks whose true accuracies are known.
public enum RankStatistic: String, Codable, CodingKeyRepresentable, Hashable, Sendable, CaseIterable
{
  /// Kendall's tau-b over all networks, -1 to 1.
  case tau
  /// Kendall's tau-b among the better half by truth.
  case tauTopHalf
  /// Kendall's tau-b among the best tenth by truth.
  case tauTopTenth
  /// The mean of Kendall's tau-b inside ten bands of about equal multiply-adds.
  ///
  /// What a proxy knows beyond size. Bands hold equally many networks, but networks with the same
  /// multiply-adds are never put apart; bands in which tau is not defined are left out.
  case tauInBands
  /// The mean true accuracy of the networks that are ranked first in each band, 0 to 1.
  ///
  /// What a search finds whose networks have about equal multiply-adds, so that size does not decide. Where equal scores
  /// leave open which one is first, the mean over all of them.
  case foundInBands
  /// The mean over bands of the best true accuracy, less `foundInBands`.
  case regretInBands
  /// The mean share of the other networks of its band that are better than the one ranked first, 0 to 1.
  ///
  /// A choice at random has 0.5. Of equally good ones, half count.
  case rankInBands
  /// Spearman's rho over all networks, -1 to 1.
  case spearman
  /// The best true accuracy among the ten networks that are ranked first, 0 to 1.
  ///
  /// Where equal scores leave open which ones those are, the mean over all ways to choose.
  case bestOfTopTen
  /// The best true accuracy of all, less `bestOfTopTen`.
  case regretOfTopTen
}
