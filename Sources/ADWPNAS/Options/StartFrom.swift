internal import Training

/// Where the final training of the network that is found starts [R].
package enum StartFrom: String, Choice, Sendable {
  /// From new weights, as MetaPruning does.
  case fresh
  /// From the weights and statistics by which the search judged it: nothing learnt is thrown away.
  case predicted
}
