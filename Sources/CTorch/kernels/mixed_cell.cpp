// The C function and its place in automatic differentiation.

#include <ATen/ops/empty.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>

#include "mixed_cell.h"

namespace ctorch {

at::Tensor empty_images(int64_t images, int64_t channels, int64_t height, int64_t width, at::ScalarType type) {
  return at::empty(
      {images, channels, height, width}, at::TensorOptions(type).memory_format(at::MemoryFormat::ChannelsLast));
}

Pixels MixedCell::source_image(int64_t source, int64_t image) const {
  if (is_node(source)) return {node_image(source - static_cast<int64_t>(sources.size()), image), nodes * channels};
  return {floats(sources[source]) + image * source_height(source) * source_width(source) * channels, channels};
}

PoolShape MixedCell::pool_shape(const Result &result) const {
  return {channels, source_height(result.source), source_width(result.source), result.stride,
      source_image(result.source, 0).pixel};
}

BlockWeights MixedCell::weights(const Block &block) const {
  const float *data = packed.data() + block.packed;
  return {data, data + block.taps(), data + 2 * block.taps(), data + 2 * block.taps() + block.matrix()};
}

}  // namespace ctorch

using namespace ctorch;

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Inputs: the sources, the coefficients, then each block's depthwise and pointwise weights.
struct MixedCellFunction : torch::autograd::Function<MixedCellFunction> {
  static at::Tensor forward(
      AutogradContext *context, at::TensorList inputs, const c10::intrusive_ptr<MixedCell> &cell) {
    context->saved_data["cell"] = c10::IValue::make_capsule(cell);
    context->saved_data["inputs"] = static_cast<int64_t>(inputs.size());
    cell->forward();
    // The cell keeps another handle on the same memory: with this one it would own itself.
    at::Tensor out = cell->out;
    cell->out = out.detach();
    cell->unchanged.add(cell->out);
    return out;
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const auto inputs = context->saved_data["inputs"].toInt();
    const auto cell = c10::static_intrusive_pointer_cast<MixedCell>(context->saved_data["cell"].toCapsule());
    std::vector<bool> wanted(inputs);
    for (int64_t i = 0; i < inputs; ++i) wanted[i] = context->needs_input_grad(i);
    auto result = cell->backward(gradients[0], wanted);
    for (int64_t i = 0; i < inputs; ++i)
      if (!wanted[i]) result[i] = at::Tensor();
    result.emplace_back();  // the cell itself
    return result;
  }
};

/// Puts a cell and its differentiable inputs together.
struct Builder {
  const c10::intrusive_ptr<MixedCell> cell = c10::make_intrusive<MixedCell>();
  std::vector<at::Tensor> inputs;
  int64_t border = 0;

  void add_source(const at::Tensor &source) {
    inputs.push_back(source);
    cell->sources.push_back(source.detach());
    cell->unchanged.add(cell->sources.back());
  }

  /// Takes the images' number and size from a source, read with this stride.
  void set_sizes(const at::Tensor &source, int64_t stride) {
    MixedCell &c = *cell;
    c.images = source.size(0);
    c.channels = source.size(1);
    c.out_height = (source.size(2) + stride - 1) / stride;
    c.out_width = (source.size(3) + stride - 1) / stride;
  }

  /// Sets the weights of the sums, and the factors of single operations.
  void set_factors(const at::Tensor &coefficients, const std::optional<at::Tensor> &keep, int64_t operations) {
    TORCH_CHECK(coefficients.dim() == 1, "coefficients have one dimension, not ", coefficients.dim());
    check_floats(coefficients, {coefficients.size(0)}, "coefficients");
    inputs.push_back(coefficients.contiguous());
    cell->coefficients = inputs.back().detach();
    cell->unchanged.add(cell->coefficients);
    if (!keep) return;
    check_floats(*keep, {cell->images, operations}, "factors of images and operations");
    cell->keep = keep->detach().contiguous();
    cell->unchanged.add(cell->keep);
  }

  /// Checks all that is not a tensor.
  void check(const ct_operation &o, int64_t index) const {
    const MixedCell &c = *cell;
    TORCH_CHECK(o.kind >= CT_IDENTITY && o.kind <= CT_DOUBLE_BLOCK, "operation ", index, " is of the unknown kind ",
        static_cast<int>(o.kind));
    TORCH_CHECK(o.node >= 0 && o.node < c.nodes, "operation ", index, " is for node ", o.node, " of ", c.nodes);
    TORCH_CHECK(o.source >= 0 && o.source < static_cast<int64_t>(c.sources.size()) + o.node, "operation ", index,
        " reads what is not there yet");
    TORCH_CHECK(o.coefficient >= 0 && o.coefficient < c.coefficients.numel(), "operation ", index, " has coefficient ",
        o.coefficient, " of ", c.coefficients.numel());
    if (o.kind == CT_IDENTITY) return;
    check_stride(o.stride);
    if (!is_block(o)) return;
    TORCH_CHECK(o.kernel == 3 || o.kernel == 5 || o.kernel == 7, "kernels are 3, 5 or 7 wide, not ", o.kernel);
    TORCH_CHECK(o.dilation >= 1 && o.dilation <= 1 << 16, "a dilation is from 1 to 65536, not ", o.dilation);
    TORCH_CHECK(2 * o.padding == o.dilation * (o.kernel - 1), "a padding of ", o.padding, " does not keep the size");
  }

  static bool is_block(const ct_operation &o) { return o.kind == CT_BLOCK || o.kind == CT_DOUBLE_BLOCK; }

  void add(const ct_operation &operation, int64_t index) {
    MixedCell &c = *cell;
    const int64_t stride = operation.kind == CT_IDENTITY ? 1 : operation.stride;
    const int64_t height = c.source_height(operation.source), width = c.source_width(operation.source);
    if (!c.is_node(operation.source)) {
      const at::Tensor &source = c.sources[operation.source];
      TORCH_CHECK(source.size(0) == c.images && source.size(1) == c.channels, "source ", operation.source,
          " has another number of images or channels");
    }
    TORCH_CHECK((height + stride - 1) / stride == c.out_height && (width + stride - 1) / stride == c.out_width,
        "operation ", index, " does not give the node's size");
    Result &result = find_or_make(operation, stride);
    Use use{operation.node, operation.coefficient, index, {}};
    const int blocks = operation.kind == CT_DOUBLE_BLOCK ? 2 : operation.kind == CT_BLOCK ? 1 : 0;
    for (int b = 0; b < blocks; ++b)
      result.blocks.push_back(make_block(operation, b, b == 0 ? height : c.out_height, b == 0 ? width : c.out_width));
    if (blocks == 2) result.between = normalized(operation, 0);
    if (operation.kind != CT_IDENTITY) use.last = normalized(operation, blocks == 2);
    result.uses.push_back(std::move(use));
    TORCH_CHECK(static_cast<int64_t>(result.uses.size()) <= Incoming<float>::most, "more than ", Incoming<float>::most,
        " nodes");
  }

 private:
  /// Pools and identities of the same source are one.
  Result &find_or_make(const ct_operation &operation, int64_t stride) {
    if (!is_block(operation))
      for (Result &result : cell->results)
        if (result.kind == operation.kind && result.source == operation.source && result.stride == stride)
          return result;
    cell->results.push_back({operation.kind, operation.source, stride, {}, {}, {}, {}});
    return cell->results.back();
  }

  Normalized normalized(const ct_operation &operation, int which) const {
    return Normalized(cell->statistics, operation.running_mean[which], operation.running_var[which], cell->channels);
  }

  Block make_block(const ct_operation &operation, int which, int64_t height, int64_t width) {
    Block block;
    BlockShape &s = block.shape;
    s.channels = cell->channels;
    s.lanes = kernel_tables(s.channels).float32.lanes(s.channels);
    s.height = height;
    s.width = width;
    s.kernel = operation.kernel;
    s.stride = which == 0 ? operation.stride : 1;
    s.dilation = operation.dilation;
    s.padding = operation.padding;
    s.border = border;
    s.out_height = cell->out_height;
    s.out_width = cell->out_width;
    const auto input = [&](ct_tensor handle, at::IntArrayRef sizes, const char *name, at::Tensor &kept) {
      inputs.push_back(tensor(handle));
      check_floats(inputs.back(), sizes, name);
      kept = inputs.back().detach();
      return static_cast<int64_t>(inputs.size()) - 1;
    };
    block.depthwise_input =
        input(operation.depthwise[which], {s.channels, 1, s.kernel, s.kernel}, "a depthwise weight", block.depthwise);
    block.pointwise_input =
        input(operation.pointwise[which], {s.channels, s.channels, 1, 1}, "a pointwise weight", block.pointwise);
    return block;
  }
};

}  // namespace

ct_status ct_mixed_cell(in_tensors sources, int32_t source_count, ct_tensor coefficients, ct_tensor keep,
    const ct_operation *operations, int32_t operation_count, int32_t node_count, ct_statistics statistics,
    ct_dtype stored, double momentum, double epsilon, out_tensor out) {
  return boundary([&] {
    TORCH_CHECK(
        source_count > 0 && operation_count > 0 && node_count > 0, "a cell without sources, operations or nodes");
    Builder builder;
    MixedCell &cell = *builder.cell;
    for (int32_t i = 0; i < source_count; ++i) builder.add_source(images(sources[i]));
    cell.nodes = node_count;
    cell.statistics = statistics;
    cell.stored = scalar_type(stored);
    TORCH_CHECK(cell.stored == at::kFloat || cell.stored == at::kBFloat16, "results are kept as float32 or bfloat16");
    cell.momentum = momentum;
    cell.epsilon = epsilon;
    const auto *first = std::find_if(operations, operations + operation_count,
        [&](const auto &operation) { return operation.source < source_count; });
    TORCH_CHECK(first != operations + operation_count, "no operation reads a source");
    TORCH_CHECK(first->source >= 0, "an operation reads source ", first->source);
    if (first->kind != CT_IDENTITY) check_stride(first->stride);
    builder.set_sizes(cell.sources[first->source], first->kind == CT_IDENTITY ? 1 : first->stride);
    builder.set_factors(tensor(coefficients), optional(keep), operation_count);
    for (int32_t i = 0; i < operation_count; ++i) {
      builder.check(operations[i], i);
      if (Builder::is_block(operations[i])) builder.border = std::max(builder.border, operations[i].padding);
    }
    // An operation with weight 0 is not computed, unless someone wants to know what its weight would change.
    const bool all = at::GradMode::is_enabled() && tensor(coefficients).requires_grad();
    const float *weights = floats(cell.coefficients);
    for (int32_t i = 0; i < operation_count; ++i)
      if (all || weights[operations[i].coefficient] != 0) builder.add(operations[i], i);
    cell.keeps = at::GradMode::is_enabled() && std::any_of(builder.inputs.begin(), builder.inputs.end(),
                                                   [](const auto &input) { return input.requires_grad(); });
    *out = handle(MixedCellFunction::apply(at::TensorList(builder.inputs), builder.cell));
  });
}
