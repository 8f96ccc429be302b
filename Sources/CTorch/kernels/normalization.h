// Batch normalisation as a scale and a shift per channel, and its backward pass as three coefficients per channel.
#pragma once

#include <cmath>
#include <vector>

namespace ctorch {

/// One value per channel, each followed by zeros up to a whole number of vectors.
using Channels = std::vector<float>;

struct Normalization {
  Channels scale, shift;  // x̂ = scale · z + shift
  std::vector<double> mean;
  bool by_batch = false;

  /// From sums over `count` values per channel, image by image: (sum, sum of squares) × channels each.
  static Normalization from_batch(const std::vector<float> &moments, int64_t images, int64_t channels, double count, double epsilon, std::vector<double> &variance) {
    Normalization result;
    result.by_batch = true;
    result.mean.assign(channels, 0);
    variance.assign(channels, 0);
    for (int64_t n = 0; n < images; ++n)
      for (int64_t c = 0; c < channels; ++c) {
        result.mean[c] += moments[(2 * n) * channels + c];
        variance[c] += moments[(2 * n + 1) * channels + c];
      }
    for (int64_t c = 0; c < channels; ++c) {
      result.mean[c] /= count;
      variance[c] = std::max(0.0, variance[c] / count - result.mean[c] * result.mean[c]);
    }
    result.set(variance, epsilon);
    return result;
  }

  static Normalization from_running(const float *running_mean, const float *running_var, int64_t channels, double epsilon) {
    Normalization result;
    result.mean.assign(running_mean, running_mean + channels);
    result.set(std::vector<double>(running_var, running_var + channels), epsilon);
    return result;
  }

  void set(const std::vector<double> &variance, double epsilon) {
    scale.resize(mean.size());
    shift.resize(mean.size());
    for (size_t c = 0; c < mean.size(); ++c) {
      const double inverse = 1 / std::sqrt(variance[c] + epsilon);
      scale[c] = static_cast<float>(inverse);
      shift[c] = static_cast<float>(-mean[c] * inverse);
    }
  }

  /// dz = a·g + b·z + d per channel, for g = dL/dx̂ and its sums: of g (`sums`) and of g·z (`dots`).
  struct Backward {
    Channels a, b, d;
  };
  Backward backward(double weight, const std::vector<double> &sums, const std::vector<double> &dots, double count) const {
    Backward result{Channels(mean.size()), Channels(mean.size()), Channels(mean.size())};
    for (size_t c = 0; c < mean.size(); ++c) {
      const double factor = weight * scale[c];
      result.a[c] = static_cast<float>(factor);
      if (!by_batch) continue;
      // dz = scale · (g - mean(g) - x̂ · mean(g · x̂)), with x̂ = scale · (z - mean).
      const double mean_dot = (dots[c] - mean[c] * sums[c]) * scale[c] / count;
      result.b[c] = static_cast<float>(-factor * scale[c] * mean_dot);
      result.d[c] = static_cast<float>(-factor * (sums[c] / count - scale[c] * mean[c] * mean_dot));
    }
    return result;
  }

  /// The sum over channels of g · x̂: the gradient of the weight that x̂ was multiplied by.
  double weight_gradient(const std::vector<double> &sums, const std::vector<double> &dots) const {
    double total = 0;
    for (size_t c = 0; c < mean.size(); ++c) total += (dots[c] - mean[c] * sums[c]) * scale[c];
    return total;
  }
};

}  // namespace ctorch
