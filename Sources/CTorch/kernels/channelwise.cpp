// A depthwise convolution on its own, for networks that are not made of cells.

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "../boundary.h"
#include "mixed_cell.h"
#include "normalized_images.h"
#include "parallel.h"

namespace ctorch {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Channels that are worked on at a time: with more, an image's would not stay in the second cache.
constexpr int64_t channels_at_once = 32;

/// The convolution of images x, or of what a normalisation and ReLU make of them, with a weight of channels × 1 × k × k.
struct Channelwise : torch::CustomClassHolder {
  at::Tensor x, weight;
  int64_t stride, images, channels, kernel, out_height, out_width;
  std::optional<NormalizedImages> normalized;

  Channelwise(at::Tensor given, at::Tensor weight, int64_t stride, const ct_normalization *normalization)
      : x(std::move(given)), weight(std::move(weight)), stride(stride), images(x.size(0)), channels(x.size(1)), kernel(this->weight.size(2)), out_height((x.size(2) + stride - 1) / stride), out_width((x.size(3) + stride - 1) / stride) {
    if (normalization) normalized.emplace(x, *normalization);
  }

  ChannelwiseInput input(int64_t first) const {
    if (!normalized) return {};
    return {normalized->scale.data() + first, normalized->shift.data() + first};
  }

  const ChannelwiseTable &kernels() const { return kernel_tables(std::min(channels, channels_at_once)).channelwise; }

  BlockShape shape(int64_t count) const {
    const int64_t padding = kernel / 2;
    return {count, kernels().lanes(count), x.size(2), x.size(3), out_height, out_width, kernel, stride, 1, padding, padding};
  }

  /// The weights tap by tap, each block of channels for itself: k² × lanes.
  Memory packed(bool flipped) const {
    const int64_t taps = kernel * kernel;
    const auto dense = weight.contiguous();
    const float *from = floats(dense);
    Memory result(taps * room());
    for_blocks([&](int64_t first, const BlockShape &s, int64_t at) {
      for (int64_t c = 0; c < s.channels; ++c)
        for (int64_t k = 0; k < taps; ++k) result.data()[at * taps + (flipped ? taps - 1 - k : k) * s.lanes + c] = from[(first + c) * taps + k];
    });
    return result;
  }

  /// Calls body(first channel, shape, lanes before it) for all blocks of channels.
  template <class Body>
  void for_blocks(Body &&body) const {
    int64_t at = 0;
    for (int64_t first = 0; first < channels; first += channels_at_once) {
      const BlockShape s = shape(std::min(channels_at_once, channels - first));
      body(first, s, at);
      at += s.lanes;
    }
  }

  int64_t room() const {
    int64_t lanes = 0;
    for_blocks([&](int64_t, const BlockShape &s, int64_t) { lanes += s.lanes; });
    return lanes;
  }

  at::Tensor forward() const {
    const auto out = empty_images(images, channels, out_height, out_width);
    const Memory weights = packed(false);
    const int64_t taps = kernel * kernel;
    share_freely(images, [&](int64_t n) {
      const float *from = floats(x) + n * x.size(2) * x.size(3) * channels;
      float *to = out.mutable_data_ptr<float>() + n * out_height * out_width * channels;
      Workspace &space = workspace();
      for_blocks([&](int64_t first, const BlockShape &s, int64_t at) { kernels().forward(s, channels, from + first, input(first), weights.data() + at * taps, space.block(s), space.input(s), to + first); });
    });
    return out;
  }

  variable_list backward(const at::Tensor &gradient, bool wants_x, bool wants_weight) const {
    const auto g = gradient.contiguous(at::MemoryFormat::ChannelsLast);
    variable_list result(5);  // x, weight, and a normalisation's factors and summands; nothing for the rest
    // A normalisation's own gradients come from that of its result.
    wants_x = wants_x || normalized;
    if (wants_x) result[0] = at::empty_like(x);
    std::vector<float> moments(normalized ? images * 2 * channels : 0);
    const int64_t taps = kernel * kernel, size = taps * room();
    std::vector<Memory> sums(wants_weight ? at::get_num_threads() : 0);
    for (Memory &memory : sums) memory.grow(size);
    const Memory weights = packed(false), flipped = packed(true);
    // Which images a thread's sums are of must not depend on chance.
    share_images(images, [&](int64_t begin, int64_t end) {
      Workspace &space = workspace();
      for (int64_t n = begin; n < end; ++n) {
        const int64_t in = n * x.size(2) * x.size(3) * channels;
        const float *from = floats(x) + in, *gradient = floats(g) + n * out_height * out_width * channels;
        float *dx = wants_x ? result[0].mutable_data_ptr<float>() + in : nullptr;
        float *mine = wants_weight ? sums[this_thread()].data() : nullptr;
        for_blocks([&](int64_t first, const BlockShape &s, int64_t at) {
          kernels().backward(s, channels, from + first, input(first), gradient + first, weights.data() + at * taps, flipped.data() + at * taps, space.block(s), space.input(s), space.difference(s), mine ? mine + at * taps : nullptr, dx ? dx + first : nullptr, normalized ? moments.data() + n * 2 * channels + first : nullptr);
        });
      }
    });
    if (normalized) finish(moments, result);
    if (!wants_weight) return result;
    result[1] = at::empty(weight.sizes(), at::kFloat);
    float *to = result[1].mutable_data_ptr<float>();
    for_blocks([&](int64_t first, const BlockShape &s, int64_t at) {
      for (int64_t c = 0; c < s.channels; ++c)
        for (int64_t k = 0; k < taps; ++k) {
          float sum = 0;
          for (const Memory &memory : sums) sum += memory.data()[at * taps + k * s.lanes + c];
          to[(first + c) * taps + k] = sum;
        }
    });
    return result;
  }

 private:
  /// From the gradient of a normalisation's result, which is in result[0], to those of x, factors and summands.
  void finish(const std::vector<float> &moments, variable_list &result) const {
    const auto back = normalized->gradient(moments);
    const int64_t pixels = normalized->pixels;
    share_freely(images, [&](int64_t n) {
      float *dx = image_of<float>(result[0], n, pixels * channels);
      normalized->kernels().backward(pixels, channels, dx, normalized->image(n), normalized->scale.data(), normalized->shift.data(), false, back.a.data(), back.b.data(), back.d.data(), dx);
    });
    result[2] = back.weight;
    result[3] = back.bias;
  }
};

struct ChannelwiseFunction : torch::autograd::Function<ChannelwiseFunction> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, const std::optional<at::Tensor> &, const c10::intrusive_ptr<Channelwise> &convolution) {
    context->saved_data["convolution"] = c10::IValue::make_capsule(convolution);
    return convolution->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const auto convolution = c10::static_intrusive_pointer_cast<Channelwise>(context->saved_data["convolution"].toCapsule());
    return convolution->backward(gradients[0], context->needs_input_grad(0), context->needs_input_grad(1));
  }
};

}  // namespace

}  // namespace ctorch

using namespace ctorch;

ct_status ct_channelwise(ct_tensor x, ct_tensor weight, int64_t stride, const ct_normalization *normalization, out_tensor out) {
  return boundary([&] {
    const auto images = tensor(x).contiguous(at::MemoryFormat::ChannelsLast);
    const auto &w = tensor(weight);
    TORCH_CHECK(images.device().is_cpu() && images.scalar_type() == at::kFloat && images.dim() == 4, "the input is float32 images on the CPU");
    TORCH_CHECK(w.dim() == 4 && w.size(0) == images.size(1) && w.size(1) == 1 && w.size(2) == w.size(3), "weights are ", images.size(1), " × 1 × k × k");
    TORCH_CHECK(w.size(2) == 3 || w.size(2) == 5 || w.size(2) == 7, "kernels are 3, 5 or 7 wide, not ", w.size(2));
    const auto convolution = c10::make_intrusive<Channelwise>(images.detach(), w.detach(), stride, normalization);
    const auto given = [&](ct_tensor ct_normalization::*part) { return normalization ? optional(normalization->*part) : std::nullopt; };
    *out = handle(ChannelwiseFunction::apply(images, w, given(&ct_normalization::weight), given(&ct_normalization::bias), convolution));
  });
}
