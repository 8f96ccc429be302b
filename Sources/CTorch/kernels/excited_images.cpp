// Batch normalisation, ReLU and squeeze-and-excitation in one, for networks that are not made of cells.

#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/sigmoid_backward.h>
#include <ATen/ops/threshold_backward.h>
#include <torch/csrc/autograd/custom_function.h>

#include "mixed_cell.h"
#include "normalized_images.h"
#include "parallel.h"

namespace ctorch {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// y = relu(scale · x + shift) · gate, and what its backward pass needs. y itself is not kept.
///
/// All that is neither x nor y has one value per image and channel, so that x is read only to be summed and to be
/// gated.
struct ExcitedImages : torch::CustomClassHolder {
  NormalizedImages in;
  at::Tensor squeeze_weight, excite_weight;
  std::vector<float> passed;  // image by image: how many pixels ReLU lets pass, and the sum of x over them
  at::Tensor pooled, squeezed, gates;

  ExcitedImages(NormalizedImages images, const ct_linear_weights &squeeze, const ct_linear_weights &excite)
      : in(std::move(images)),
        squeeze_weight(tensor(squeeze.weight).detach()),
        excite_weight(tensor(excite.weight).detach()),
        passed(sums(nullptr)),
        pooled(weighted(passed)) {
    pooled.div_(static_cast<double>(in.pixels));
    squeezed = at::relu(at::linear(pooled, squeeze_weight, tensor(squeeze.bias).detach()));
    gates = at::sigmoid(at::linear(squeezed, excite_weight, tensor(excite.bias).detach())).contiguous();
    for (const at::Tensor &weight : {squeeze_weight, excite_weight}) in.unchanged.add(weight);
  }

  at::Tensor forward() const {
    const auto out = empty_images(in.images, in.channels, in.x.size(2), in.x.size(3));
    // A gate is not negative, so it can be multiplied before ReLU.
    const std::vector<float> scale = gated(in.scale), shift = gated(in.shift);
    share_freely(in.images, [&](int64_t n) {
      in.kernels().forward(in.pixels, in.channels, in.image(n), scale.data() + n * in.channels,
          shift.data() + n * in.channels, true, image_of<float>(out, n, in.pixels * in.channels));
    });
    return out;
  }

  /// Gradients of x, of the normalisation's factors and summands, and of both layers' weights and biases.
  variable_list backward(const at::Tensor &gradient) const {
    in.unchanged.check();
    const auto g = gradient.contiguous(at::MemoryFormat::ChannelsLast);
    std::vector<float> moments = sums(&g);
    const auto d_excited = at::sigmoid_backward(weighted(moments), gates);
    const auto d_squeezed = at::threshold_backward(d_excited.mm(excite_weight), squeezed, 0);
    // The same for all pixels that ReLU lets pass.
    const auto d_pixel = d_squeezed.mm(squeeze_weight).div_(static_cast<double>(in.pixels)).contiguous();
    const float *factors = floats(gates), *more_for = floats(d_pixel);
    for_each([&](int64_t n, int64_t c) {
      const float gate = factors[n * in.channels + c], more = more_for[n * in.channels + c];
      for (const int64_t at : {2 * n * in.channels + c, (2 * n + 1) * in.channels + c})
        moments[at] = gate * moments[at] + more * passed[at];
    });
    const auto back = in.gradient(moments);
    const std::vector<float> a = gated(back.a);
    std::vector<float> q(a.size());
    for_each([&](int64_t n, int64_t c) { q[n * in.channels + c] = back.a[c] * more_for[n * in.channels + c]; });
    const auto dx = empty_images(in.images, in.channels, in.x.size(2), in.x.size(3));
    share_freely(in.images, [&](int64_t n) {
      in.kernels().backward(in.pixels, in.channels, image_of<float>(g, n, in.pixels * in.channels), in.image(n),
          in.scale.data(), in.shift.data(), true, a.data() + n * in.channels, q.data() + n * in.channels, back.b.data(),
          back.d.data(), image_of<float>(dx, n, in.pixels * in.channels));
    });
    return {dx, back.weight, back.bias, d_squeezed.t().mm(pooled), d_squeezed.sum(0), d_excited.t().mm(squeezed),
        d_excited.sum(0)};
  }

 private:
  /// Image by image, over the pixels that ReLU lets pass: the sums of g, or of ones, and of it times x.
  std::vector<float> sums(const at::Tensor *g) const {
    std::vector<float> result(in.images * 2 * in.channels);
    share_freely(in.images, [&](int64_t n) {
      in.kernels().reduce(in.pixels, in.channels, g ? image_of<float>(*g, n, in.pixels * in.channels) : nullptr,
          in.image(n), in.scale.data(), in.shift.data(), true, result.data() + n * 2 * in.channels);
    });
    return result;
  }

  /// The sums of relu(scale · x + shift), weighted like those given; images × channels.
  at::Tensor weighted(const std::vector<float> &sums) const {
    const auto result = at::empty({in.images, in.channels}, at::kFloat);
    float *to = result.mutable_data_ptr<float>();
    for_each([&](int64_t n, int64_t c) {
      to[n * in.channels + c] =
          in.scale[c] * sums[(2 * n + 1) * in.channels + c] + in.shift[c] * sums[2 * n * in.channels + c];
    });
    return result;
  }

  /// A value per channel times the gate of each image.
  std::vector<float> gated(const Channels &values) const {
    std::vector<float> result(in.images * in.channels);
    const float *factors = floats(gates);
    for_each([&](int64_t n, int64_t c) { result[n * in.channels + c] = values[c] * factors[n * in.channels + c]; });
    return result;
  }

  /// Calls body(image, channel) for all.
  template <class Body>
  void for_each(Body &&body) const {
    for (int64_t n = 0; n < in.images; ++n)
      for (int64_t c = 0; c < in.channels; ++c) body(n, c);
  }
};

struct ExcitationFunction : torch::autograd::Function<ExcitationFunction> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &, const std::optional<at::Tensor> &,
      const std::optional<at::Tensor> &, const at::Tensor &, const at::Tensor &, const at::Tensor &, const at::Tensor &,
      const c10::intrusive_ptr<ExcitedImages> &excited) {
    context->saved_data["excited"] = c10::IValue::make_capsule(excited);
    return excited->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    auto result = c10::static_intrusive_pointer_cast<ExcitedImages>(context->saved_data["excited"].toCapsule())
                      ->backward(gradients[0]);
    result.emplace_back();  // the holder itself
    return result;
  }
};

}  // namespace

}  // namespace ctorch

using namespace ctorch;

ct_status ct_excite(ct_tensor x, const ct_normalization *normalization, ct_linear_weights squeeze,
    ct_linear_weights excite, out_tensor out) {
  return boundary([&] {
    const auto input = images(x);
    const int64_t channels = input.size(1), squeezed = tensor(squeeze.bias).numel();
    check_floats(tensor(squeeze.weight), {squeezed, channels}, "the weight of a squeeze");
    check_floats(tensor(squeeze.bias), {squeezed}, "the bias of a squeeze");
    check_floats(tensor(excite.weight), {channels, squeezed}, "the weight of an excitation");
    check_floats(tensor(excite.bias), {channels}, "the bias of an excitation");
    const auto excited =
        c10::make_intrusive<ExcitedImages>(NormalizedImages(input.detach(), *normalization), squeeze, excite);
    *out = handle(ExcitationFunction::apply(input, optional(normalization->weight), optional(normalization->bias),
        tensor(squeeze.weight), tensor(squeeze.bias), tensor(excite.weight), tensor(excite.bias), excited));
  });
}
