#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "inverted_residual.h"
#include "mixed_cell.h"
#include "parallel.h"

namespace ctorch {

namespace {

/// The gradients of weights, added up by each thread over its images.
struct ThreadSums {
  std::vector<Memory> parts;

  explicit ThreadSums(int64_t size) : parts(at::get_num_threads()) {
    for (Memory &part : parts) part.grow(size);
  }
  float *mine() { return parts[this_thread()].data(); }
  double at(int64_t index) const {
    double sum = 0;
    for (const Memory &part : parts) sum += part.data()[index];
    return sum;
  }
};

/// One backward pass.
struct InvertedBackward {
  InvertedResidual &of;
  const at::Tensor g;
  const InvertedShape s;
  const InvertedWeights w;
  const int64_t lanes, channels, hidden, in_size, hidden_size, out_size;
  const double values;
  const Channels scale, shift;  // of the normalisation before the projection, lane by lane
  at::Tensor dz, d_project;

  InvertedBackward(InvertedResidual &of, const at::Tensor &gradient)
      : of(of),
        g(gradient.contiguous(at::MemoryFormat::ChannelsLast)),
        s(of.sizes()),
        w(of.weights()),
        lanes(s.hidden_lanes),
        channels(s.out_channels),
        hidden(of.expand.outputs),
        in_size(of.expand.shape.out_pixels() * s.in_channels),
        hidden_size(lanes * s.out_pixels),
        out_size(channels * s.out_pixels),
        values(static_cast<double>(of.images * s.out_pixels)),
        scale(of.hidden.spread(of.filtered.scale)),
        shift(of.hidden.spread(of.filtered.shift)) {}

  /// Which images a thread's sums are of must not depend on chance.
  template <class Body>
  void for_images(Body &&body) const {
    share_images(of.images, [&](int64_t first, int64_t last) {
      for (int64_t n = first; n < last; ++n) body(n);
    });
  }

  AffineNormalization::Gradient of_result() const {
    std::vector<float> moments(of.images * 2 * channels);
    share_freely(of.images, [&](int64_t n) {
      float *own = moments.data() + n * 2 * channels;
      kernel_tables(channels).float32.reduce(
          s.out_pixels, channels, image_of<float>(g, n, out_size), image_of<float>(of.y, n, out_size), own);
      for (int64_t i = 0; i < 2 * channels; ++i) own[i] *= of.factor(n);
    });
    return of.projected.gradient(Sums(moments, of.images, channels), values);
  }

  /// Back to what the depthwise convolutions gave; dz gets what ReLU lets pass.
  AffineNormalization::Gradient through_projection(const AffineNormalization::Gradient &result) {
    dz = at::empty_like(of.z);
    ThreadSums sums(lanes * s.out_lanes);
    std::vector<float> moments(of.images * 2 * lanes);
    for_images([&](int64_t n) {
      Channels a, gated_scale, gated_shift;
      const HiddenNormalization norm{
          of.gated(scale, n, gated_scale), of.gated(shift, n, gated_shift), nullptr, nullptr, nullptr, nullptr};
      float *own = moments.data() + n * 2 * lanes;
      of.kernels.project_backward(s, w, norm, image_of<float>(of.z, n, hidden_size), image_of<float>(g, n, out_size),
          image_of<float>(of.y, n, out_size), of.times_factor(result.a, n, a), result.b.data(), result.d.data(),
          workspace().inverted(s), {nullptr, nullptr, sums.mine(), nullptr}, image_of<float>(dz, n, hidden_size), own);
      if (of.excitation) through_gates(n, own);
    });
    d_project = at::empty({channels, hidden, 1, 1}, at::kFloat);
    float *to = d_project.mutable_data_ptr<float>();
    for (int64_t o = 0; o < channels; ++o)
      for (int64_t c = 0; c < hidden; ++c)
        to[o * hidden + c] = static_cast<float>(sums.at(of.hidden.place[c] * s.out_lanes + o));
    return of.filtered.gradient(
        Sums(moments, of.images, hidden, lanes, [&](int64_t c) { return of.hidden.place[c]; }), values);
  }

  /// From an image's sums behind the gates to those before them.
  void through_gates(int64_t image, float *moments) const {
    Channels sum(hidden), dot(hidden);
    for (int64_t c = 0; c < hidden; ++c) {
      sum[c] = moments[of.hidden.place[c]];
      dot[c] = moments[lanes + of.hidden.place[c]];
    }
    of.excitation->backward(image, sum.data(), dot.data(), of.filtered);
    for (int64_t c = 0; c < hidden; ++c) {
      moments[of.hidden.place[c]] = sum[c];
      moments[lanes + of.hidden.place[c]] = dot[c];
    }
  }

  /// Back to the input: its gradient, but for what follows from the expansion's statistics, and those of the weights.
  NormalizedProduct::Gradient through_filter(
      const AffineNormalization::Gradient &filtered, const at::Tensor &dx, std::vector<at::Tensor> &depthwise) const {
    ThreadSums expand(s.in_channels * lanes), taps(of.hidden.taps);
    std::vector<float> passed(of.images * lanes);
    const Channels a = of.hidden.spread(filtered.a), b = of.hidden.spread(filtered.b), d = of.hidden.spread(filtered.d);
    for_images([&](int64_t n) {
      Channels gated_a, more;
      if (of.excitation) {
        more = a;
        for (int64_t c = 0; c < hidden; ++c) more[of.hidden.place[c]] *= of.excitation->more(n)[c];
      }
      const HiddenNormalization norm{scale.data(), shift.data(), of.gated(a, n, gated_a), b.data(), d.data(),
          of.excitation ? more.data() : nullptr};
      of.kernels.filter_backward(s, w, norm, image_of<float>(of.x, n, in_size), image_of<float>(of.z, n, hidden_size),
          image_of<float>(dz, n, hidden_size), workspace().inverted(s),
          {expand.mine(), taps.mine(), nullptr, passed.data() + n * lanes}, image_of<float>(dx, n, in_size));
    });
    for (const auto &sizes : of.depthwise_sizes) depthwise.push_back(at::empty(sizes, at::kFloat));
    of.hidden.for_taps([&](int64_t branch, int64_t to, int64_t from, int64_t) {
      depthwise[branch].mutable_data_ptr<float>()[to] = static_cast<float>(taps.at(from));
    });
    std::vector<double> sums(hidden, 0), products(hidden * s.in_channels);
    for (int64_t n = 0; n < of.images; ++n)
      for (int64_t c = 0; c < hidden; ++c) sums[c] += passed[n * lanes + of.hidden.place[c]];
    of.hidden.for_expanded(s.in_channels, [&](int64_t channel, int64_t at, int64_t step) {
      for (int64_t i = 0; i < s.in_channels; ++i) products[channel * s.in_channels + i] = expand.at(at + i * step);
    });
    return of.expand.gradient(std::move(sums), products);
  }
};

}  // namespace

std::vector<at::Tensor> InvertedResidual::backward(const at::Tensor &gradient) {
  TORCH_CHECK(!spent, "an inverted residual was asked for its gradients twice, but keeps what they need only once");
  unchanged.check();
  spent = true;
  InvertedBackward pass(*this, gradient);
  const auto result = pass.of_result();
  const auto middle = pass.through_projection(result);
  const auto dx = at::empty_like(x);
  std::vector<at::Tensor> depthwise;
  const auto first = pass.through_filter(middle, dx, depthwise);
  z = y = pass.dz = at::Tensor();
  if (expand.norm.by_batch()) expand.correct(x, first, is_residual ? &pass.g : nullptr, dx);
  else if (is_residual) dx.add_(pass.g);

  std::vector<at::Tensor> gradients{dx};
  const auto add = [&](const at::Tensor &tensor) {
    if (tensor.defined()) gradients.push_back(tensor);
  };
  const auto add_normalization = [&](const AffineNormalization::Gradient &of) {
    add(of.weight);
    add(of.bias);
  };
  add(first.weight);
  add_normalization(first.norm);
  for (const at::Tensor &weight : depthwise) add(weight);
  add_normalization(middle);
  if (excitation)
    for (const at::Tensor &weight : excitation->gradients()) add(weight);
  add(pass.d_project);
  add_normalization(result);
  return gradients;
}

}  // namespace ctorch
