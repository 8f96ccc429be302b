// A depthwise convolution on its own, for networks that are not made of cells.

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "mixed_cell.h"
#include "normalized_images.h"
#include "parallel.h"

namespace ctorch {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Channels that are worked on at a time: with more, an image's would not stay in the second cache.
constexpr int64_t channels_at_once = 32;

/// A depthwise convolution of images x, or of what a normalisation and ReLU make of them. The channels may be split
/// among branches, each with a kernel size of its own; their results lie side by side like their inputs.
struct Channelwise : torch::CustomClassHolder {
  at::Tensor x;
  std::vector<at::Tensor> weights;  // a branch's channels × 1 × k × k each, in order
  int64_t stride, images, channels, out_height, out_width;
  int64_t border = 0;  // that of all branches, so that their padded images are of the same shape
  std::optional<NormalizedImages> normalized;
  Unchanged unchanged;

  Channelwise(at::Tensor given, std::vector<at::Tensor> branches, int64_t stride, const ct_normalization *normalization)
      : x(std::move(given)),
        weights(std::move(branches)),
        stride(stride),
        images(x.size(0)),
        channels(x.size(1)),
        out_height((x.size(2) + stride - 1) / stride),
        out_width((x.size(3) + stride - 1) / stride) {
    for (const at::Tensor &weight : weights) border = std::max(border, weight.size(2) / 2);
    if (normalization) normalized.emplace(x, *normalization);
    unchanged = normalized ? normalized->unchanged : Unchanged();
    unchanged.add(x);
    for (const at::Tensor &weight : weights) unchanged.add(weight);
  }

  /// Channels of one branch that are worked on together.
  struct Block {
    const ChannelwiseTable &kernels;
    BlockShape shape;
    size_t branch;
    int64_t first;   // of all channels
    int64_t within;  // the first of its branch's channels
    int64_t at;      // where its weights lie among all that are packed
  };

  /// Calls body(block) for all blocks.
  template <class Body>
  void for_blocks(Body &&body) const {
    int64_t first = 0, at = 0;
    for (size_t branch = 0; branch < weights.size(); ++branch) {
      const int64_t count = weights[branch].size(0), kernel = weights[branch].size(2);
      const ChannelwiseTable &kernels = kernel_tables(std::min(count, channels_at_once)).channelwise;
      for (int64_t within = 0; within < count; within += channels_at_once) {
        const int64_t size = std::min(channels_at_once, count - within);
        const Block block{kernels,
            {size, kernels.lanes(size), x.size(2), x.size(3), out_height, out_width, kernel, stride, 1, kernel / 2,
                border},
            branch, first + within, within, at};
        body(block);
        at += kernel * kernel * block.shape.lanes;
      }
      first += count;
    }
  }

  /// Calls body(branch, index in its weight, index among all that are packed) for all taps: blocks lie one after the
  /// other, each tap by tap.
  template <class Body>
  void for_taps(bool flipped, Body &&body) const {
    for_blocks([&](const Block &block) {
      const int64_t taps = block.shape.kernel * block.shape.kernel;
      for (int64_t c = 0; c < block.shape.channels; ++c)
        for (int64_t k = 0; k < taps; ++k)
          body(block.branch, (block.within + c) * taps + k,
              block.at + (flipped ? taps - 1 - k : k) * block.shape.lanes + c);
    });
  }

  int64_t packed_size() const {
    int64_t size = 0;
    for_blocks(
        [&](const Block &block) { size = block.at + block.shape.kernel * block.shape.kernel * block.shape.lanes; });
    return size;
  }

  Memory packed(bool flipped) const {
    Memory result(packed_size());
    for_taps(
        flipped, [&](size_t branch, int64_t from, int64_t to) { result.data()[to] = floats(weights[branch])[from]; });
    return result;
  }

  ChannelwiseInput input(int64_t first) const {
    if (!normalized) return {};
    return {normalized->scale.data() + first, normalized->shift.data() + first};
  }

  at::Tensor forward() const {
    const auto out = empty_images(images, channels, out_height, out_width);
    const Memory taps = packed(false);
    share_freely(images, [&](int64_t n) {
      const float *from = floats(x) + n * x.size(2) * x.size(3) * channels;
      float *to = out.mutable_data_ptr<float>() + n * out_height * out_width * channels;
      Workspace &space = workspace();
      for_blocks([&](const Block &b) {
        b.kernels.forward(b.shape, channels, from + b.first, input(b.first), taps.data() + b.at, space.block(b.shape),
            space.input(b.shape), to + b.first);
      });
    });
    return out;
  }

  /// Gradients of x, of the weights, and of a normalisation's factors and summands.
  variable_list backward(const at::Tensor &gradient, bool wants_x, bool wants_weights) const {
    unchanged.check();
    const auto g = gradient.contiguous(at::MemoryFormat::ChannelsLast);
    variable_list result(1 + weights.size() + 2);
    // A normalisation's own gradients come from that of its result.
    wants_x = wants_x || normalized;
    if (wants_x) result[0] = at::empty_like(x);
    std::vector<float> moments(normalized ? images * 2 * channels : 0);
    std::vector<Memory> sums(wants_weights ? at::get_num_threads() : 0);
    for (Memory &memory : sums) memory.grow(packed_size());
    const Memory taps = packed(false), flipped = packed(true);
    // Which images a thread's sums are of must not depend on chance.
    share_images(images, [&](int64_t begin, int64_t end) {
      Workspace &space = workspace();
      for (int64_t n = begin; n < end; ++n) {
        const int64_t in = n * x.size(2) * x.size(3) * channels;
        const float *from = floats(x) + in, *gradient = floats(g) + n * out_height * out_width * channels;
        float *dx = wants_x ? result[0].mutable_data_ptr<float>() + in : nullptr;
        float *mine = wants_weights ? sums[this_thread()].data() : nullptr;
        for_blocks([&](const Block &b) {
          b.kernels.backward(b.shape, channels, from + b.first, input(b.first), gradient + b.first, taps.data() + b.at,
              flipped.data() + b.at, space.block(b.shape), space.input(b.shape), space.difference(b.shape),
              mine ? mine + b.at : nullptr, dx ? dx + b.first : nullptr,
              normalized ? moments.data() + n * 2 * channels + b.first : nullptr);
        });
      }
    });
    if (normalized) finish(moments, result);
    if (!wants_weights) return result;
    std::vector<float *> to;
    for (size_t branch = 0; branch < weights.size(); ++branch)
      to.push_back((result[1 + branch] = at::empty(weights[branch].sizes(), at::kFloat)).mutable_data_ptr<float>());
    for_taps(false, [&](size_t branch, int64_t index, int64_t from) {
      float sum = 0;
      for (const Memory &memory : sums) sum += memory.data()[from];
      to[branch][index] = sum;
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
      normalized->kernels().backward(pixels, channels, dx, normalized->image(n), normalized->scale.data(),
          normalized->shift.data(), false, back.a.data(), nullptr, back.b.data(), back.d.data(), dx);
    });
    result[1 + weights.size()] = back.weight;
    result[2 + weights.size()] = back.bias;
  }
};

struct ChannelwiseFunction : torch::autograd::Function<ChannelwiseFunction> {
  static at::Tensor forward(AutogradContext *context, const at::Tensor &, at::TensorList,
      const std::optional<at::Tensor> &, const std::optional<at::Tensor> &,
      const c10::intrusive_ptr<Channelwise> &convolution) {
    context->saved_data["convolution"] = c10::IValue::make_capsule(convolution);
    return convolution->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const auto convolution =
        c10::static_intrusive_pointer_cast<Channelwise>(context->saved_data["convolution"].toCapsule());
    bool wants_weights = false;
    for (size_t i = 0; i < convolution->weights.size(); ++i) wants_weights |= context->needs_input_grad(1 + i);
    auto result = convolution->backward(gradients[0], context->needs_input_grad(0), wants_weights);
    result.emplace_back();  // the convolution itself
    return result;
  }
};

}  // namespace

}  // namespace ctorch

using namespace ctorch;

ct_status ct_channelwise(ct_tensor x, in_tensors weights, int32_t branches, int64_t stride,
    const ct_normalization *normalization, out_tensor out) {
  return boundary([&] {
    const auto input = images(x);
    check_stride(stride);
    const auto given = list(weights, branches);
    std::vector<at::Tensor> dense;
    int64_t channels = 0;
    for (const at::Tensor &w : given) {
      TORCH_CHECK(w.dim() == 4, "weights are channels × 1 × k × k, not of ", w.sizes());
      TORCH_CHECK(w.size(2) == 3 || w.size(2) == 5 || w.size(2) == 7, "kernels are 3, 5 or 7 wide, not ", w.size(2));
      check_floats(w, {w.size(0), 1, w.size(2), w.size(2)}, "a depthwise weight");
      channels += w.size(0);
      dense.push_back(w.detach().contiguous());
    }
    TORCH_CHECK(channels == input.size(1), "weights are for ", channels, " channels, images have ", input.size(1));
    const auto convolution = c10::make_intrusive<Channelwise>(input.detach(), std::move(dense), stride, normalization);
    const auto part = [&](ct_tensor ct_normalization::*member) {
      return normalization ? optional(normalization->*member) : std::nullopt;
    };
    *out = handle(ChannelwiseFunction::apply(
        input, at::TensorList(given), part(&ct_normalization::weight), part(&ct_normalization::bias), convolution));
  });
}
