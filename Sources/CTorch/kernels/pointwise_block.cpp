// ReLU, 1×1 convolution and batch normalisation as one unit: what brings a cell's inputs to its channels and size.

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include "mixed_cell.h"
#include "parallel.h"

namespace ctorch {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// What the forward pass keeps: its input and its result, from which what was normalised follows.
struct PointwiseBlock : torch::CustomClassHolder {
  PointwiseShape shape{};
  at::Tensor x, out;
  std::vector<at::Tensor> weights;  // one per tap, of out channels / taps × in channels
  ct_statistics statistics;
  double momentum, epsilon;
  int64_t images;
  Normalized at;
  Unchanged unchanged;  // x, the weights and the result

  const PointwiseTable &kernels() const { return kernel_tables(shape.channels).pointwise; }
  float *image(const at::Tensor &tensor, int64_t n) const {
    return image_of<float>(tensor, n, tensor.numel() / images);
  }
  int64_t rows_of_tap() const { return shape.channels / shape.taps; }

  template <class Body>
  void for_images(Body &&body) const {
    share_images(images, [&](int64_t first, int64_t last) {
      for (int64_t n = first; n < last; ++n) body(n);
    });
  }

  /// The weights as inner × lanes, or turned; each tap gives its own part of the output's channels.
  Memory matrix(bool turned) const {
    const int64_t rows = rows_of_tap();
    Memory result(shape.inner() * shape.lanes);
    for (int64_t tap = 0; tap < shape.taps; ++tap) {
      const auto weight = weights[tap].contiguous();
      const float *from = floats(weight);
      for (int64_t o = 0; o < rows; ++o)
        for (int64_t i = 0; i < shape.in_channels; ++i) {
          const int64_t in = tap * shape.in_lanes + i, to = tap * rows + o;
          result.data()[turned ? to * shape.inner() + in : in * shape.lanes + to] = from[o * shape.in_channels + i];
        }
    }
    return result;
  }

  at::Tensor forward() {
    out = empty_images(images, shape.channels, shape.out_height, shape.out_width);
    const Memory weight = matrix(false);
    std::vector<float> moments(statistics == CT_USE_RUNNING ? 0 : images * 2 * shape.channels);
    share_freely(images, [&](int64_t n) {
      const auto [gathered, z] = workspace().pointwise(shape);
      kernels().forward(shape, image(x, n), weight.data(), gathered, z, image(out, n),
          moments.empty() ? nullptr : moments.data() + n * 2 * shape.channels);
    });
    at.set(statistics, moments, images, shape.channels, shape.out_pixels(), momentum, epsilon);
    share_freely(images, [&](int64_t n) {
      kernels().normalize(
          shape.out_pixels(), shape.channels, at.norm.scale.data(), at.norm.shift.data(), image(out, n));
    });
    at::Tensor result = out;
    // Another handle on the same memory: with its own result the block would own itself.
    out = out.detach();
    unchanged.add(x);
    unchanged.add(out);
    for (const at::Tensor &weight : weights) unchanged.add(weight);
    return result;
  }

  variable_list backward(const at::Tensor &gradient, bool wants_x, bool wants_weights) const {
    unchanged.check();
    const auto g = gradient.contiguous(at::MemoryFormat::ChannelsLast);
    const auto back = normalization_gradient(g);
    variable_list result(1 + weights.size());
    if (wants_x) result[0] = at::empty_like(x);
    std::vector<Memory> sums(wants_weights ? at::get_num_threads() : 0);
    for (Memory &memory : sums) memory.grow(shape.inner() * shape.lanes);
    const Memory turned = matrix(true);
    for_images([&](int64_t n) {
      const auto [gathered, dz] = workspace().pointwise(shape);
      const Incoming<float> in{1, {image(g, n)}, {back.a.data()}, nullptr, back.b.data(), back.d.data(), image(out, n)};
      kernels().backward(shape, image(x, n), turned.data(), in, gathered, dz,
          wants_weights ? sums[this_thread()].data() : nullptr, wants_x ? image(result[0], n) : nullptr);
    });
    if (!wants_weights) return result;
    const int64_t rows = rows_of_tap();
    for (int64_t tap = 0; tap < shape.taps; ++tap) {
      result[1 + tap] = at::empty(weights[tap].sizes(), at::kFloat);
      float *to = result[1 + tap].mutable_data_ptr<float>();
      for (int64_t o = 0; o < rows; ++o)
        for (int64_t i = 0; i < shape.in_channels; ++i) {
          float sum = 0;
          for (const Memory &memory : sums)
            sum += memory.data()[(tap * shape.in_lanes + i) * shape.lanes + tap * rows + o];
          to[o * shape.in_channels + i] = sum;
        }
    }
    return result;
  }

 private:
  /// dz = a·g + b·out + d: the normalisation's gradient in terms of its result.
  Normalization::Backward normalization_gradient(const at::Tensor &g) const {
    const int64_t C = shape.channels;
    std::vector<float> moments(images * 2 * C);
    share_freely(images, [&](int64_t n) {
      kernel_tables(C).float32.reduce(shape.out_pixels(), C, image(g, n), image(out, n), moments.data() + n * 2 * C);
    });
    const Sums sums(moments, images, C);
    return at.norm.backward_by_result(sums.sums, sums.dots, static_cast<double>(images * shape.out_pixels()));
  }
};

/// Inputs: x, then the weights.
struct PointwiseFunction : torch::autograd::Function<PointwiseFunction> {
  static at::Tensor forward(
      AutogradContext *context, at::TensorList inputs, const c10::intrusive_ptr<PointwiseBlock> &block) {
    context->saved_data["block"] = c10::IValue::make_capsule(block);
    context->saved_data["inputs"] = static_cast<int64_t>(inputs.size());
    return block->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const auto inputs = context->saved_data["inputs"].toInt();
    const auto block = c10::static_intrusive_pointer_cast<PointwiseBlock>(context->saved_data["block"].toCapsule());
    bool wants_weights = false;
    for (int64_t i = 1; i < inputs; ++i) wants_weights = wants_weights || context->needs_input_grad(i);
    auto result = block->backward(gradients[0], context->needs_input_grad(0), wants_weights);
    result.emplace_back();  // the block itself
    return result;
  }
};

}  // namespace

}  // namespace ctorch

using namespace ctorch;

ct_status ct_pointwise_block(in_tensor x, in_tensors weights, int32_t taps, maybe_tensor running_mean,
    maybe_tensor running_var, ct_statistics statistics, double momentum, double epsilon, out_tensor out) {
  return boundary([&] {
    auto block = c10::make_intrusive<PointwiseBlock>();
    std::vector<at::Tensor> inputs{images(x)};
    TORCH_CHECK(taps == 1 || taps == 2, "1 or 2 weights, not ", taps);
    block->x = inputs[0].detach();
    block->images = block->x.size(0);
    PointwiseShape &s = block->shape;
    s.taps = s.stride = taps;
    for (int32_t i = 0; i < taps; ++i) {
      inputs.push_back(tensor(weights[i]));
      block->weights.push_back(inputs.back().detach());
      TORCH_CHECK(
          inputs[1].dim() == 4 && inputs[1].size(0) > 0, "weights are out × in × 1 × 1, not of ", inputs[1].sizes());
      check_floats(inputs.back(), {inputs[1].size(0), block->x.size(1), 1, 1}, "a weight");
    }
    s.in_channels = block->x.size(1);
    s.channels = taps * inputs[1].size(0);
    s.in_lanes = block->kernels().lanes(s.in_channels);
    s.lanes = block->kernels().lanes(s.channels);
    s.height = block->x.size(2);
    s.width = block->x.size(3);
    s.out_height = (s.height + s.stride - 1) / s.stride;
    s.out_width = (s.width + s.stride - 1) / s.stride;
    block->statistics = statistics;
    block->momentum = momentum;
    block->epsilon = epsilon;
    block->at = Normalized(statistics, running_mean, running_var, s.channels);
    *out = handle(PointwiseFunction::apply(at::TensorList(inputs), block));
  });
}
