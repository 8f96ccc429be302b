// A convolution, batch normalisation and ReLU as one unit: stems, heads and shortcuts.

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include "mixed_cell.h"
#include "normalized_product.h"
#include "parallel.h"

namespace ctorch {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// What the forward pass keeps: its input alone. What the convolution gives is made anew from it.
struct ConvolvedImages : torch::CustomClassHolder {
  at::Tensor x;
  NormalizedProduct product;
  bool rectified, averages;
  int64_t lanes;
  Memory matrix, shift;
  Unchanged unchanged;  // x

  ConvolvedImages(const at::Tensor &images, const at::Tensor &weight, int64_t stride,
      const ct_normalization &normalization, bool rectified, bool averages)
      : x(images.detach()),
        product(x, weight, stride, normalization),
        rectified(rectified),
        averages(averages),
        lanes(product.kernels.lanes(product.outputs)) {
    unchanged.add(x);
  }

  int64_t in_size() const { return product.shape.channels * product.shape.height * product.shape.width; }
  int64_t out_size() const { return product.outputs * (averages ? 1 : product.shape.out_pixels()); }
  ProductWeights weights() const { return {product.outputs, lanes, matrix.data(), shift.data(), rectified}; }

  at::Tensor forward() {
    const PatchShape &s = product.shape;
    product.set(x);
    matrix.grow(s.inputs * lanes);
    shift.grow(lanes);
    for (int64_t o = 0; o < product.outputs; ++o) {
      for (int64_t i = 0; i < s.inputs; ++i) matrix.data()[i * lanes + o] = product.at(o, i);
      shift.data()[o] = product.norm.shift[o];
    }
    const auto out = averages ? at::empty({x.size(0), product.outputs}, at::kFloat)
                              : empty_images(x.size(0), product.outputs, s.out_height, s.out_width);
    share_freely(x.size(0), [&](int64_t n) {
      product.kernels.forward(s, weights(), image_of<float>(x, n, in_size()), workspace().patches(s, lanes), averages,
          image_of<float>(out, n, out_size()));
    });
    return out;
  }

  /// Gradients of x, if wanted, of the weight, and of the normalisation's factors and summands.
  variable_list backward(const at::Tensor &gradient, bool wants_x) const {
    unchanged.check();
    const auto g = averages ? gradient.contiguous() : gradient.contiguous(at::MemoryFormat::ChannelsLast);
    const PatchShape &s = product.shape;
    const int64_t images = x.size(0);
    Memory turned(wants_x ? lanes * s.lanes : 0);
    for (int64_t o = 0; wants_x && o < product.outputs; ++o)
      for (int64_t i = 0; i < s.inputs; ++i) turned.data()[o * s.lanes + i] = product.at(o, i);
    const auto dx = wants_x ? at::empty_like(x) : at::Tensor();
    std::vector<float> passed(images * lanes);
    std::vector<Memory> parts(at::get_num_threads());
    for (Memory &part : parts) part.grow(s.inputs * lanes);
    // Which images a thread's sums are of must not depend on chance.
    share_images(images, [&](int64_t first, int64_t last) {
      for (int64_t n = first; n < last; ++n)
        product.kernels.backward(s, weights(), image_of<float>(x, n, in_size()), image_of<float>(g, n, out_size()),
            averages, turned.data(), workspace().patches(s, lanes), passed.data() + n * lanes,
            parts[this_thread()].data(), wants_x ? image_of<float>(dx, n, in_size()) : nullptr);
    });
    std::vector<double> sums(product.outputs, 0), products(product.outputs * s.inputs, 0);
    for (int64_t o = 0; o < product.outputs; ++o) {
      for (int64_t n = 0; n < images; ++n) sums[o] += passed[n * lanes + o];
      for (int64_t i = 0; i < s.inputs; ++i)
        for (const Memory &part : parts) products[o * s.inputs + i] += part.data()[i * lanes + o];
    }
    const auto result = product.gradient(std::move(sums), products);
    if (wants_x && product.norm.by_batch()) product.correct(x, result, nullptr, dx);
    return {dx, result.weight, result.norm.weight, result.norm.bias};
  }
};

struct ConvolvedImagesFunction : torch::autograd::Function<ConvolvedImagesFunction> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &, const at::Tensor &,
      const std::optional<at::Tensor> &, const std::optional<at::Tensor> &,
      const c10::intrusive_ptr<ConvolvedImages> &convolved) {
    context->saved_data["convolved"] = c10::IValue::make_capsule(convolved);
    return convolved->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    auto result = c10::static_intrusive_pointer_cast<ConvolvedImages>(context->saved_data["convolved"].toCapsule())
                      ->backward(gradients[0], context->needs_input_grad(0));
    result.emplace_back();  // the unit itself
    return result;
  }
};

}  // namespace

}  // namespace ctorch

using namespace ctorch;

ct_status ct_normalized_conv2d(ct_tensor x, ct_tensor weight, int64_t stride, const ct_normalization *normalization,
    bool rectified, bool averages, out_tensor out) {
  return boundary([&] {
    const auto input = images(x);
    const auto w = tensor(weight);
    check_stride(stride);
    TORCH_CHECK(w.dim() == 4 && w.size(0) > 0 && w.size(2) % 2 == 1,
        "weights are out × in × k × k with an odd k, not of ", w.sizes());
    check_floats(w, {w.size(0), input.size(1), w.size(2), w.size(2)}, "a weight");
    const auto convolved = c10::make_intrusive<ConvolvedImages>(input, w, stride, *normalization, rectified, averages);
    *out = handle(ConvolvedImagesFunction::apply(
        input, w, optional(normalization->weight), optional(normalization->bias), convolved));
  });
}
