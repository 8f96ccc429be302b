#include "normalized_product.h"

#include <ATen/ops/empty.h>

#include <algorithm>

#include "mixed_cell.h"
#include "parallel.h"

namespace ctorch {

namespace {

/// Images whose moments are added up together; not more groups than this, whatever the number of threads.
constexpr int64_t most_groups = 16;

PatchShape patch_shape(const at::Tensor &images, const at::Tensor &weight, int64_t stride, const PatchTable &kernels) {
  PatchShape s{};
  s.channels = images.size(1);
  s.height = images.size(2);
  s.width = images.size(3);
  s.kernel = weight.size(2);
  s.stride = stride;
  s.padding = s.kernel / 2;
  s.out_height = (s.height + stride - 1) / stride;
  s.out_width = (s.width + stride - 1) / stride;
  s.inputs = s.kernel * s.kernel * s.channels;
  s.lanes = kernels.lanes(s.inputs);
  return s;
}

/// Where a row's value is in an output's weight, which is channels × kernel × kernel.
int64_t place(const PatchShape &s, int64_t input) {
  return input % s.channels * s.kernel * s.kernel + input / s.channels;
}

}  // namespace

NormalizedProduct::NormalizedProduct(
    const at::Tensor &images, const at::Tensor &given, int64_t stride, const ct_normalization &normalization)
    : outputs(given.size(0)), kernels(kernel_tables(outputs).patches), norm(normalization, outputs) {
  shape = patch_shape(images, given, stride, kernels);
  const auto dense = given.detach().contiguous();
  weight.resize(outputs * shape.inputs);
  for (int64_t o = 0; o < outputs; ++o)
    for (int64_t i = 0; i < shape.inputs; ++i)
      weight[o * shape.inputs + i] = floats(dense)[o * shape.inputs + place(shape, i)];
}

/// The sums of all products of two values of a row, inputs × lanes, and behind them of the values.
std::vector<double> NormalizedProduct::totals(const at::Tensor &images) const {
  const int64_t count = images.size(0), size = shape.channels * shape.height * shape.width;
  const int64_t groups = std::min(most_groups, count), length = (shape.inputs + 1) * shape.lanes;
  std::vector<std::vector<double>> parts(groups, std::vector<double>(length, 0));
  share_freely(groups, [&](int64_t group) {
    Workspace &space = workspace();
    const PatchScratch scratch = space.patches(shape, shape.lanes);
    float *products = space.gradient(length);
    const int64_t first = count * group / groups, last = count * (group + 1) / groups;
    PatchShape all = shape;
    if (shape.is_plain()) all.height = all.out_height = shape.height * (last - first);
    for (int64_t n = first; n < last; n += shape.is_plain() ? last - first : 1)
      kernels.moments(all, image_of<float>(images, n, size), scratch, products, parts[group].data());
  });
  for (int64_t group = 1; group < groups; ++group)
    for (int64_t i = 0; i < length; ++i) parts[0][i] += parts[group][i];
  return std::move(parts[0]);
}

void NormalizedProduct::set(const at::Tensor &images) {
  if (!norm.by_batch()) return;
  const int64_t inputs = shape.inputs, lanes = shape.lanes;
  count_ = static_cast<double>(images.size(0) * shape.out_pixels());
  std::vector<double> moments = totals(images);
  mean_.resize(inputs);
  for (int64_t i = 0; i < inputs; ++i) mean_[i] = moments[inputs * lanes + i] / count_;
  for (int64_t i = 0; i < inputs; ++i)
    for (int64_t j = 0; j < inputs; ++j)
      moments[i * inputs + j] = moments[i * lanes + j] / count_ - mean_[i] * mean_[j];
  weighed_.assign(outputs * inputs, 0);
  std::vector<double> mean(outputs, 0), variance(outputs, 0);
  share_images(outputs, [&](int64_t first, int64_t last) {
    for (int64_t o = first; o < last; ++o) {
      const float *row = weight.data() + o * inputs;
      double *weighed = weighed_.data() + o * inputs;
      kernels.weigh(inputs, row, moments.data(), weighed);
      for (int64_t i = 0; i < inputs; ++i) {
        mean[o] += row[i] * mean_[i];
        variance[o] += row[i] * weighed[i];
      }
      variance[o] = std::max(0.0, variance[o]);
    }
  });
  norm.set(std::move(mean), variance, count_);
}

NormalizedProduct::Gradient NormalizedProduct::gradient(
    std::vector<double> sums, const std::vector<double> &products) const {
  const int64_t inputs = shape.inputs, lanes = shape.lanes;
  std::vector<double> dots(outputs, 0);
  for (int64_t o = 0; o < outputs; ++o)
    for (int64_t i = 0; i < inputs; ++i) dots[o] += products[o * inputs + i] * weight[o * inputs + i];
  Gradient result;
  result.norm = norm.gradient({sums, std::move(dots)}, count_);
  result.weight = at::empty({outputs, shape.channels, shape.kernel, shape.kernel}, at::kFloat);
  float *to = result.weight.mutable_data_ptr<float>();
  const Channels &a = result.norm.a, &b = result.norm.b, &d = result.norm.d;
  // The gradient of W x is a · g + b · W x + d, and d is -a · mean(g) - b · mean(W x).
  for (int64_t o = 0; o < outputs; ++o)
    for (int64_t i = 0; i < inputs; ++i) {
      const int64_t at = o * inputs + i;
      double value = a[o] * products[at];
      if (norm.by_batch()) value += count_ * b[o] * weighed_[at] - a[o] * sums[o] * mean_[i];
      to[o * inputs + place(shape, i)] = static_cast<float>(value);
    }
  if (!norm.by_batch()) return result;
  // Wᵀ (b · W x + d)
  const int64_t output_lanes = kernels.lanes(outputs);
  Memory left(inputs * outputs), right(outputs * lanes);
  const Memory none(lanes);
  result.matrix = Memory(inputs * lanes);
  result.summand = Memory(lanes);
  for (int64_t o = 0; o < outputs; ++o)
    for (int64_t i = 0; i < inputs; ++i) {
      const float value = weight[o * inputs + i];
      left.data()[i * outputs + o] = b[o] * value;
      right.data()[o * lanes + i] = value;
      result.summand.data()[i] += d[o] * value;
    }
  const PatchShape rows{outputs, 1, inputs, 1, 1, 0, 1, inputs, outputs, output_lanes};
  const ProductWeights weights{lanes, lanes, right.data(), none.data(), false};
  kernels.forward(rows, weights, left.data(), workspace().patches(rows, lanes), false, result.matrix.data());
  return result;
}

void NormalizedProduct::correct(
    const at::Tensor &images, const Gradient &gradient, const at::Tensor *more, const at::Tensor &dx) const {
  const int64_t size = shape.channels * shape.height * shape.width;
  share_freely(images.size(0), [&](int64_t n) {
    kernels.correct(shape, image_of<float>(images, n, size), gradient.matrix.data(), gradient.summand.data(),
        workspace().patches(shape, shape.lanes), more ? image_of<float>(*more, n, size) : nullptr,
        image_of<float>(dx, n, size));
  });
}

}  // namespace ctorch
