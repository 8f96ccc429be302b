#include "affine_normalization.h"

#include <ATen/ops/empty.h>

namespace ctorch {

namespace {

/// A copy, for what happens to parameters afterwards is no matter.
std::vector<float> values(const ct_tensor &handle, int64_t channels, float otherwise) {
  if (!handle) return std::vector<float>(channels, otherwise);
  const auto given = tensor(handle).detach();
  check_floats(given, {channels}, "factors and summands of a normalisation");
  const auto dense = given.contiguous();
  return std::vector<float>(floats(dense), floats(dense) + channels);
}

at::Tensor vector_of(const std::vector<double> &values) {
  const auto result = at::empty({static_cast<int64_t>(values.size())}, at::kFloat);
  std::copy(values.begin(), values.end(), result.mutable_data_ptr<float>());
  return result;
}

}  // namespace

AffineNormalization::AffineNormalization(const ct_normalization &n, int64_t channels)
    : has_weight(n.weight),
      has_bias(n.bias),
      weight(values(n.weight, channels, 1)),
      bias(values(n.bias, channels, 0)),
      at_(n.statistics, n.running_mean, n.running_var, channels),
      statistics_(n.statistics),
      momentum_(n.momentum),
      epsilon_(n.epsilon) {
  if (by_batch()) return;
  at_.use_running(epsilon_);
  fold();
}

void AffineNormalization::set(std::vector<double> mean, const std::vector<double> &variance, double values) {
  at_.use_batch(statistics_, std::move(mean), variance, values, momentum_, epsilon_);
  fold();
}

void AffineNormalization::set(const Sums &sums, double values) {
  auto [mean, variance] = sums.mean_and_variance(values);
  set(std::move(mean), variance, values);
}

void AffineNormalization::fold() {
  const Normalization &norm = at_.norm;
  scale = norm.scale;
  shift = norm.shift;
  for (size_t c = 0; c < scale.size(); ++c) {
    const double factor = weight[c];
    scale[c] = static_cast<float>(factor * norm.scale[c]);
    shift[c] = static_cast<float>(bias[c] - norm.mean[c] * factor * norm.scale[c]);
  }
}

AffineNormalization::Gradient AffineNormalization::gradient(Sums totals, double values) const {
  const Normalization &norm = at_.norm;
  auto back = norm.backward(1, totals.sums, totals.dots, values);
  Gradient result;
  if (has_bias) result.bias = vector_of(totals.sums);
  for (size_t c = 0; c < totals.sums.size(); ++c)
    totals.dots[c] = (totals.dots[c] - norm.mean[c] * totals.sums[c]) * norm.scale[c];
  if (has_weight) result.weight = vector_of(totals.dots);
  for (Channels *coefficients : {&back.a, &back.b, &back.d})
    for (size_t c = 0; c < coefficients->size(); ++c) (*coefficients)[c] *= weight[c];
  result.a = std::move(back.a);
  result.b = std::move(back.b);
  result.d = std::move(back.d);
  return result;
}

}  // namespace ctorch
