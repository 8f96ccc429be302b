#include "normalized_images.h"

#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>

#include "mixed_cell.h"
#include "parallel.h"

namespace ctorch {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor detached(const ct_tensor &handle) { return handle ? tensor(handle).detach().contiguous() : at::Tensor(); }

at::Tensor vector_of(const std::vector<double> &values) {
  const auto result = at::empty({static_cast<int64_t>(values.size())}, at::kFloat);
  std::copy(values.begin(), values.end(), result.mutable_data_ptr<float>());
  return result;
}

}  // namespace

NormalizedImages::NormalizedImages(at::Tensor given, const ct_normalization &normalization)
    : x(std::move(given)),
      weight(detached(normalization.weight)),
      bias(detached(normalization.bias)),
      images(x.size(0)),
      channels(x.size(1)),
      pixels(x.size(2) * x.size(3)) {
  for (const at::Tensor &tensor : {weight, bias})
    if (tensor.defined()) check_floats(tensor, {channels}, "factors and summands of a normalisation");
  Normalized at(normalization.statistics, normalization.running_mean, normalization.running_var, channels);
  std::vector<float> moments(normalization.statistics == CT_USE_RUNNING ? 0 : images * 2 * channels);
  if (!moments.empty())
    share_freely(images, [&](int64_t n) {
      kernel_tables(channels).float32.reduce(pixels, channels, image(n), image(n), moments.data() + n * 2 * channels);
    });
  unchanged.add(x);
  if (weight.defined()) unchanged.add(weight);
  at.set(normalization.statistics, moments, images, channels, pixels, normalization.momentum, normalization.epsilon);
  norm_ = std::move(at.norm);
  scale = norm_.scale;
  shift = norm_.shift;
  for (int64_t c = 0; c < channels; ++c) {
    const double factor = weight.defined() ? floats(weight)[c] : 1, summand = bias.defined() ? floats(bias)[c] : 0;
    scale[c] = static_cast<float>(factor * norm_.scale[c]);
    shift[c] = static_cast<float>(summand - norm_.mean[c] * factor * norm_.scale[c]);
  }
}

NormalizedImages::Gradient NormalizedImages::gradient(const std::vector<float> &moments) const {
  Sums totals(moments, images, channels);
  auto back = norm_.backward(1, totals.sums, totals.dots, static_cast<double>(images * pixels));
  Gradient result;
  if (bias.defined()) result.bias = vector_of(totals.sums);
  for (int64_t c = 0; c < channels; ++c)
    totals.dots[c] = (totals.dots[c] - norm_.mean[c] * totals.sums[c]) * norm_.scale[c];
  if (weight.defined()) {
    result.weight = vector_of(totals.dots);
    const float *factor = floats(weight);
    for (Channels *values : {&back.a, &back.b, &back.d})
      for (int64_t c = 0; c < channels; ++c) (*values)[c] *= factor[c];
  }
  result.a = std::move(back.a);
  result.b = std::move(back.b);
  result.d = std::move(back.d);
  return result;
}

namespace {

/// What the backward pass of a normalisation needs.
struct KeptNormalization : torch::CustomClassHolder {
  NormalizedImages images;
  bool rectified;

  KeptNormalization(NormalizedImages images, bool rectified) : images(std::move(images)), rectified(rectified) {}

  at::Tensor forward() const {
    const NormalizedImages &in = images;
    const auto out = empty_images(in.images, in.channels, in.x.size(2), in.x.size(3));
    share_freely(in.images, [&](int64_t n) {
      in.kernels().forward(in.pixels, in.channels, in.image(n), in.scale.data(), in.shift.data(), rectified,
          image_of<float>(out, n, in.pixels * in.channels));
    });
    return out;
  }

  variable_list backward(const at::Tensor &gradient) const {
    const NormalizedImages &in = images;
    in.unchanged.check();
    const auto g = gradient.contiguous(at::MemoryFormat::ChannelsLast);
    const int64_t size = in.pixels * in.channels;
    std::vector<float> moments(in.images * 2 * in.channels);
    share_freely(in.images, [&](int64_t n) {
      in.kernels().reduce(in.pixels, in.channels, image_of<float>(g, n, size), in.image(n), in.scale.data(),
          in.shift.data(), rectified, moments.data() + n * 2 * in.channels);
    });
    const auto back = in.gradient(moments);
    const auto dx = empty_images(in.images, in.channels, in.x.size(2), in.x.size(3));
    share_freely(in.images, [&](int64_t n) {
      in.kernels().backward(in.pixels, in.channels, image_of<float>(g, n, size), in.image(n), in.scale.data(),
          in.shift.data(), rectified, back.a.data(), nullptr, back.b.data(), back.d.data(),
          image_of<float>(dx, n, size));
    });
    return {dx, back.weight, back.bias, at::Tensor()};
  }
};

struct NormalizationFunction : torch::autograd::Function<NormalizationFunction> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &, const std::optional<at::Tensor> &,
      const std::optional<at::Tensor> &, const c10::intrusive_ptr<KeptNormalization> &kept) {
    context->saved_data["kept"] = c10::IValue::make_capsule(kept);
    return kept->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    return c10::static_intrusive_pointer_cast<KeptNormalization>(context->saved_data["kept"].toCapsule())
        ->backward(gradients[0]);
  }
};

}  // namespace

}  // namespace ctorch

using namespace ctorch;

ct_status ct_normalize(ct_tensor x, const ct_normalization *normalization, bool rectified, out_tensor out) {
  return boundary([&] {
    const auto input = images(x);
    const auto kept =
        c10::make_intrusive<KeptNormalization>(NormalizedImages(input.detach(), *normalization), rectified);
    *out = handle(
        NormalizationFunction::apply(input, optional(normalization->weight), optional(normalization->bias), kept));
  });
}
