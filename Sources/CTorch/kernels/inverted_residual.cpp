#include "inverted_residual.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

namespace ctorch {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Channels that are filtered together: with more, an image's would not stay in the second cache.
constexpr int64_t channels_at_once = 64;

/// A weight that was checked, as another input.
at::Tensor input(ct_tensor handle, at::IntArrayRef sizes, const char *name, std::vector<at::Tensor> &inputs) {
  inputs.push_back(tensor(handle));
  check_floats(inputs.back(), sizes, name);
  return inputs.back().detach().contiguous();
}

/// Factors and summands as inputs.
void add_parameters(const ct_normalization &of, std::vector<at::Tensor> &inputs) {
  for (const ct_tensor &part : {of.weight, of.bias})
    if (part) inputs.push_back(tensor(part));
}

/// The channels of all branches.
int64_t hidden_channels(const ct_inverted_residual &given) {
  int64_t channels = 0;
  for (const at::Tensor &w : list(given.depthwise, given.branches)) {
    TORCH_CHECK(w.dim() == 4, "weights are channels × 1 × k × k, not of ", w.sizes());
    TORCH_CHECK(w.size(2) == 3 || w.size(2) == 5 || w.size(2) == 7, "kernels are 3, 5 or 7 wide, not ", w.size(2));
    channels += w.size(0);
  }
  TORCH_CHECK(channels > 0, "an inverted residual without depthwise weights");
  return channels;
}

NormalizedProduct expansion(const at::Tensor &x, const ct_inverted_residual &given, std::vector<at::Tensor> &inputs) {
  const auto weight =
      input(given.expand, {hidden_channels(given), x.size(1), 1, 1}, "the weight of an expansion", inputs);
  NormalizedProduct result(x, weight, 1, given.expanded);
  add_parameters(given.expanded, inputs);
  return result;
}

}  // namespace

void HiddenLayout::add(int64_t of, int64_t channels, BlockShape shape, const InvertedTable &kernels) {
  const int64_t parts = (channels + channels_at_once - 1) / channels_at_once;
  const int64_t size = kernels.lanes((channels + parts - 1) / parts);
  for (int64_t first = 0; first < channels; first += size) {
    shape.channels = std::min(size, channels - first);
    shape.lanes = kernels.lanes(shape.channels);
    blocks.push_back({shape, lanes, taps});
    branch.push_back(of);
    within.push_back(first);
    for (int64_t c = 0; c < shape.channels; ++c) place.push_back(lanes + c);
    lanes += shape.lanes;
    taps += shape.kernel * shape.kernel * shape.lanes;
  }
}

Channels HiddenLayout::spread(const Channels &values) const {
  Channels result(lanes, 0);
  for (size_t c = 0; c < place.size(); ++c) result[place[c]] = values[c];
  return result;
}

InvertedResidual::InvertedResidual(
    const at::Tensor &given_x, const ct_inverted_residual &given, std::vector<at::Tensor> &inputs)
    : x((inputs.push_back(given_x), given_x.detach())),
      images(x.size(0)),
      kernels(kernel_tables(hidden_channels(given)).inverted),
      expand(expansion(x, given, inputs)),
      filtered(given.filtered, expand.outputs),
      projected(given.projected, tensor(given.project).size(0)),
      is_residual(given.is_residual) {
  check_stride(given.stride);
  const int64_t height = x.size(2), width = x.size(3), channels = expand.outputs;
  BlockShape block{0, 0, height, width, (height + given.stride - 1) / given.stride,
      (width + given.stride - 1) / given.stride, 0, given.stride, 1, 0, 0, false};
  const auto depthwise = list(given.depthwise, given.branches);
  for (const at::Tensor &w : depthwise) block.border = std::max(block.border, w.size(2) / 2);
  for (int64_t b = 0; b < given.branches; ++b) {
    block.kernel = depthwise[b].size(2);
    block.padding = block.kernel / 2;
    hidden.add(b, depthwise[b].size(0), block, kernels);
  }
  taps.grow(hidden.taps);
  flipped.grow(hidden.taps);
  std::vector<at::Tensor> dense;
  for (int64_t b = 0; b < given.branches; ++b) {
    depthwise_sizes.push_back({depthwise[b].size(0), 1, depthwise[b].size(2), depthwise[b].size(2)});
    dense.push_back(input(given.depthwise[b], depthwise_sizes.back(), "a depthwise weight", inputs));
  }
  hidden.for_taps([&](int64_t branch, int64_t from, int64_t to, int64_t turned) {
    taps.data()[to] = flipped.data()[turned] = floats(dense[branch])[from];
  });
  add_parameters(given.filtered, inputs);
  if (given.excitation)
    excitation.emplace(
        given.excitation[0], given.excitation[1], images, channels, block.out_height * block.out_width, inputs);

  shape.in_channels = x.size(1);
  shape.in_lanes = kernels.lanes(shape.in_channels);
  shape.out_channels = tensor(given.project).size(0);
  shape.out_lanes = kernels.lanes(shape.out_channels);
  shape.hidden_lanes = hidden.lanes;
  shape.out_pixels = block.out_height * block.out_width;
  TORCH_CHECK(!is_residual || (given.stride == 1 && shape.out_channels == shape.in_channels),
      "a residual needs a result of the input's shape");
  const auto weight = input(given.project, {shape.out_channels, channels, 1, 1}, "the weight of a projection", inputs);
  project.grow(shape.hidden_lanes * shape.out_lanes);
  project_turned.grow(shape.hidden_lanes * shape.out_lanes);
  for (int64_t o = 0; o < shape.out_channels; ++o)
    for (int64_t c = 0; c < channels; ++c)
      project.data()[hidden.place[c] * shape.out_lanes + o] =
          project_turned.data()[o * shape.hidden_lanes + hidden.place[c]] = floats(weight)[o * channels + c];
  add_parameters(given.projected, inputs);
  unchanged.add(x);
  if (!given.keep) return;
  keep = tensor(given.keep).detach().contiguous();
  check_floats(keep, {images}, "factors of images");
  unchanged.add(keep);
}

InvertedShape InvertedResidual::sizes() const {
  InvertedShape result = shape;
  result.blocks = hidden.blocks.data();
  result.block_count = static_cast<int64_t>(hidden.blocks.size());
  return result;
}

const float *InvertedResidual::times_factor(const Channels &values, int64_t image, Channels &room) const {
  if (!keep.defined()) return values.data();
  room = values;
  for (float &value : room) value *= factor(image);
  return room.data();
}

const float *InvertedResidual::gated(const Channels &values, int64_t image, Channels &room) const {
  if (!excitation) return values.data();
  room = values;
  for (size_t c = 0; c < hidden.place.size(); ++c) room[hidden.place[c]] *= excitation->gates(image)[c];
  return room.data();
}

namespace {

struct InvertedResidualFunction : torch::autograd::Function<InvertedResidualFunction> {
  static at::Tensor forward(
      AutogradContext *context, at::TensorList, const c10::intrusive_ptr<InvertedResidual> &residual) {
    context->saved_data["residual"] = c10::IValue::make_capsule(residual);
    return residual->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    auto result = c10::static_intrusive_pointer_cast<InvertedResidual>(context->saved_data["residual"].toCapsule())
                      ->backward(gradients[0]);
    result.emplace_back();  // the residual itself
    return result;
  }
};

}  // namespace

}  // namespace ctorch

using namespace ctorch;

ct_status ct_apply_inverted_residual(ct_tensor x, const ct_inverted_residual *given, out_tensor out) {
  return boundary([&] {
    std::vector<at::Tensor> inputs;
    const auto residual = c10::make_intrusive<InvertedResidual>(images(x), *given, inputs);
    residual->keeps = c10::GradMode::is_enabled() &&
                      std::any_of(inputs.begin(), inputs.end(), [](const auto &in) { return in.requires_grad(); });
    *out = handle(InvertedResidualFunction::apply(at::TensorList(inputs), residual));
  });
}
