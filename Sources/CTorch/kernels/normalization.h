// Batch normalisation as a scale and a shift per channel, and its backward pass as three coefficients per channel.
#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "../include/ct_mixed.h"
#include "given.h"

namespace ctorch {

/// One value per channel, each followed by zeros up to a whole number of vectors.
using Channels = std::vector<float>;

/// Sums over images of float partial sums, in order, so that they do not depend on the threads: of values or a
/// gradient, and of it times what is or was normalised.
struct Sums {
  std::vector<double> sums, dots;

  /// From (sum, sum of products) × channels for each image.
  Sums(const std::vector<float> &moments, int64_t images, int64_t channels)
      : Sums(moments, images, channels, channels, [](int64_t c) { return c; }) {}

  /// The same where a channel's are at place(channel) of so many lanes.
  template <class Place>
  Sums(const std::vector<float> &moments, int64_t images, int64_t channels, int64_t lanes, Place &&place)
      : sums(channels, 0), dots(channels, 0) {
    for (int64_t n = 0; n < images; ++n)
      for (int64_t c = 0; c < channels; ++c) {
        sums[c] += moments[2 * n * lanes + place(c)];
        dots[c] += moments[(2 * n + 1) * lanes + place(c)];
      }
  }

  /// From what was added up already.
  Sums(std::vector<double> sums, std::vector<double> dots) : sums(std::move(sums)), dots(std::move(dots)) {}

  /// Of values and their squares: the mean and the variance of each channel.
  std::pair<std::vector<double>, std::vector<double>> mean_and_variance(double count) const {
    auto result = std::pair(sums, dots);
    for (size_t c = 0; c < sums.size(); ++c) {
      result.first[c] /= count;
      result.second[c] = std::max(0.0, dots[c] / count - result.first[c] * result.first[c]);
    }
    return result;
  }
};

struct Normalization {
  Channels scale, shift;  // x̂ = scale · z + shift
  std::vector<double> mean;
  bool by_batch = false;

  static Normalization from_batch(std::vector<double> mean, const std::vector<double> &variance, double epsilon) {
    Normalization result;
    result.by_batch = true;
    result.mean = std::move(mean);
    result.set(variance, epsilon);
    return result;
  }

  static Normalization from_running(
      const float *running_mean, const float *running_var, int64_t channels, double epsilon) {
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
  Backward backward(
      double weight, const std::vector<double> &sums, const std::vector<double> &dots, double count) const {
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

  /// dz = a·g + b·x̂ + d, out of the sums of g and of g·x̂.
  Backward backward_by_result(const std::vector<double> &sums, const std::vector<double> &dots, double count) const {
    Backward result{Channels(mean.size()), Channels(mean.size()), Channels(mean.size())};
    for (size_t c = 0; c < mean.size(); ++c) {
      result.a[c] = scale[c];
      if (!by_batch) continue;
      result.b[c] = static_cast<float>(-scale[c] * (dots[c] / count));
      result.d[c] = static_cast<float>(-scale[c] * (sums[c] / count));
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

/// A normalisation at its place, with the running statistics that it moves or uses.
struct Normalized {
  Normalization norm;
  at::Tensor running_mean, running_var;  // undefined where they are neither moved nor used

  Normalized() = default;

  /// Checks the running statistics as far as they are needed. They move in place, so they are no copies.
  Normalized(ct_statistics statistics, ct_tensor mean, ct_tensor variance, int64_t channels) {
    TORCH_CHECK(statistics == CT_TRACK_BATCH || statistics == CT_USE_BATCH || statistics == CT_USE_RUNNING,
        "unknown statistics ", static_cast<int>(statistics));
    if (statistics == CT_USE_BATCH) return;
    TORCH_CHECK(mean && variance, "a normalisation without running statistics, which it uses or moves");
    running_mean = tensor(mean).detach();
    running_var = tensor(variance).detach();
    for (const at::Tensor &given : {running_mean, running_var}) {
      check_floats(given, {channels}, "running statistics");
      TORCH_CHECK(given.is_contiguous(), "running statistics with gaps in memory");
    }
  }

  /// Takes the statistics from `moments` of a batch or from the running ones, and moves those if asked.
  void set(ct_statistics statistics, const std::vector<float> &moments, int64_t images, int64_t channels,
      int64_t pixels, double momentum, double epsilon) {
    if (statistics == CT_USE_RUNNING) return use_running(epsilon);
    const double values = static_cast<double>(images * pixels);
    auto [mean, variance] = Sums(moments, images, channels).mean_and_variance(values);
    use_batch(statistics, std::move(mean), variance, values, momentum, epsilon);
  }

  void use_running(double epsilon) {
    norm = Normalization::from_running(floats(running_mean), floats(running_var), running_mean.numel(), epsilon);
  }

  /// Takes the statistics of a batch of so many values per channel, and moves the running ones if asked.
  void use_batch(ct_statistics statistics, std::vector<double> mean, const std::vector<double> &variance, double values,
      double momentum, double epsilon) {
    norm = Normalization::from_batch(std::move(mean), variance, epsilon);
    if (statistics != CT_TRACK_BATCH) return;
    float *m = running_mean.mutable_data_ptr<float>(), *v = running_var.mutable_data_ptr<float>();
    const double unbiased = values > 1 ? values / (values - 1) : 1;
    for (size_t c = 0; c < variance.size(); ++c) {
      m[c] = static_cast<float>((1 - momentum) * m[c] + momentum * norm.mean[c]);
      v[c] = static_cast<float>((1 - momentum) * v[c] + momentum * variance[c] * unbiased);
    }
    for (const at::Tensor &moved : {running_mean, running_var}) moved.unsafeGetTensorImpl()->bump_version();
  }
};

}  // namespace ctorch
