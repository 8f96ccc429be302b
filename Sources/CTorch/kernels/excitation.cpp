#include "excitation.h"

#include <ATen/ops/from_blob.h>
#include <ATen/ops/mm.h>

#include <algorithm>
#include <cmath>

namespace ctorch {

namespace {

/// A copy of a tensor's values, rows × columns, turned if asked.
std::vector<float> copy(const at::Tensor &given, bool turned = false) {
  const auto dense = (turned ? given.detach().t() : given.detach()).contiguous();
  return std::vector<float>(floats(dense), floats(dense) + dense.numel());
}

/// out += row[inner] · matrix[inner × size].
void add_product(const float *row, int64_t inner, const std::vector<float> &matrix, int64_t size, float *out) {
  for (int64_t i = 0; i < inner; ++i)
    for (int64_t j = 0; j < size; ++j) out[j] += row[i] * matrix[i * size + j];
}

/// out += matrix[size × inner] · column[inner].
void add_turned_product(
    const std::vector<float> &matrix, const float *column, int64_t inner, int64_t size, float *out) {
  for (int64_t i = 0; i < size; ++i)
    for (int64_t j = 0; j < inner; ++j) out[i] += matrix[i * inner + j] * column[j];
}

}  // namespace

Excitation::Excitation(const ct_linear_weights &squeeze, const ct_linear_weights &excite, int64_t images,
    int64_t channels, int64_t pixels, std::vector<at::Tensor> &inputs)
    : images_(images), channels_(channels), squeezed_(tensor(squeeze.bias).numel()), pixels_(pixels) {
  const auto add = [&](ct_tensor handle, at::IntArrayRef sizes, const char *name) {
    check_floats(tensor(handle), sizes, name);
    inputs.push_back(tensor(handle));
    return inputs.back();
  };
  squeeze_ = copy(add(squeeze.weight, {squeezed_, channels}, "the weight of a squeeze"), true);
  squeeze_bias_ = copy(add(squeeze.bias, {squeezed_}, "the bias of a squeeze"));
  excite_ = copy(add(excite.weight, {channels, squeezed_}, "the weight of an excitation"), true);
  excite_bias_ = copy(add(excite.bias, {channels}, "the bias of an excitation"));
  for (auto *values : {&count_, &sum_, &pooled_, &gates_, &d_gates_, &more_}) values->assign(images * channels, 0);
  for (auto *values : {&hidden_, &d_hidden_}) values->assign(images * squeezed_, 0);
}

void Excitation::set(int64_t image, const float *count, const float *sum, const AffineNormalization &norm) {
  const int64_t at = image * channels_;
  float *pooled = pooled_.data() + at, *hidden = hidden_.data() + image * squeezed_, *gates = gates_.data() + at;
  std::copy(count, count + channels_, count_.data() + at);
  std::copy(sum, sum + channels_, sum_.data() + at);
  for (int64_t c = 0; c < channels_; ++c)
    pooled[c] = (norm.scale[c] * sum[c] + norm.shift[c] * count[c]) / static_cast<float>(pixels_);
  std::copy(squeeze_bias_.begin(), squeeze_bias_.end(), hidden);
  add_product(pooled, channels_, squeeze_, squeezed_, hidden);
  for (int64_t s = 0; s < squeezed_; ++s) hidden[s] = hidden[s] > 0 ? hidden[s] : 0;
  std::copy(excite_bias_.begin(), excite_bias_.end(), gates);
  add_product(hidden, squeezed_, excite_, channels_, gates);
  for (int64_t c = 0; c < channels_; ++c) gates[c] = 1 / (1 + std::exp(-gates[c]));
}

void Excitation::backward(int64_t image, float *sum, float *dot, const AffineNormalization &norm) {
  const int64_t at = image * channels_;
  const float *gates = gates_.data() + at, *hidden = hidden_.data() + image * squeezed_;
  float *d_gates = d_gates_.data() + at, *d_hidden = d_hidden_.data() + image * squeezed_, *more = more_.data() + at;
  for (int64_t c = 0; c < channels_; ++c)
    d_gates[c] = (norm.scale[c] * dot[c] + norm.shift[c] * sum[c]) * gates[c] * (1 - gates[c]);
  add_turned_product(excite_, d_gates, channels_, squeezed_, d_hidden);
  for (int64_t s = 0; s < squeezed_; ++s) d_hidden[s] = hidden[s] > 0 ? d_hidden[s] : 0;
  add_turned_product(squeeze_, d_hidden, squeezed_, channels_, more);
  for (int64_t c = 0; c < channels_; ++c) {
    more[c] /= static_cast<float>(pixels_);
    sum[c] = gates[c] * sum[c] + more[c] * count_[at + c];
    dot[c] = gates[c] * dot[c] + more[c] * sum_[at + c];
  }
}

std::vector<at::Tensor> Excitation::gradients() const {
  const auto matrix = [&](const std::vector<float> &values, int64_t columns) {
    return at::from_blob(const_cast<float *>(values.data()), {images_, columns}, at::kFloat);
  };
  const auto d_hidden = matrix(d_hidden_, squeezed_), d_gates = matrix(d_gates_, channels_);
  return {d_hidden.t().mm(matrix(pooled_, channels_)), d_hidden.sum(0), d_gates.t().mm(matrix(hidden_, squeezed_)),
      d_gates.sum(0)};
}

}  // namespace ctorch
