// The C function and its place in automatic differentiation.

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/custom_function.h>

#include "../boundary.h"
#include "mixed_node.h"

using namespace ctorch;

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Inputs: the sources, the coefficients, then each block's depthwise and pointwise weights.
struct MixedNodeFunction : torch::autograd::Function<MixedNodeFunction> {
  static at::Tensor forward(AutogradContext *context, at::TensorList inputs, const c10::intrusive_ptr<MixedNode> &node) {
    context->saved_data["node"] = c10::IValue::make_capsule(node);
    context->saved_data["inputs"] = static_cast<int64_t>(inputs.size());
    return node->forward();
  }

  static variable_list backward(AutogradContext *context, variable_list gradients) {
    const auto inputs = context->saved_data["inputs"].toInt();
    const auto node = c10::static_intrusive_pointer_cast<MixedNode>(context->saved_data["node"].toCapsule());
    std::vector<bool> wanted(inputs);
    for (int64_t i = 0; i < inputs; ++i) wanted[i] = context->needs_input_grad(i);
    auto result = node->backward(gradients[0], wanted);
    for (int64_t i = 0; i < inputs; ++i)
      if (!wanted[i]) result[i] = at::Tensor();
    result.emplace_back();  // the node itself
    return result;
  }
};

Block make_block(const ct_operation &operation, int which, const MixedNode &node, int64_t height, int64_t width) {
  Block block;
  BlockShape &s = block.shape;
  s.channels = node.channels;
  s.lanes = kernel_table(node.channels).lanes(node.channels);
  s.height = height;
  s.width = width;
  s.kernel = operation.kernel;
  s.stride = which == 0 ? operation.stride : 1;
  s.dilation = operation.dilation;
  s.padding = operation.padding;
  s.out_height = node.out_height;
  s.out_width = node.out_width;
  TORCH_CHECK(s.kernel == 3 || s.kernel == 5 || s.kernel == 7, "kernels are 3, 5 or 7 wide, not ", s.kernel);
  TORCH_CHECK(2 * s.padding == s.dilation * (s.kernel - 1), "a padding of ", s.padding, " does not keep the size");
  block.depthwise = tensor(operation.depthwise[which]).detach();
  block.pointwise = tensor(operation.pointwise[which]).detach();
  return block;
}

}  // namespace

ct_status ct_mixed_node(in_tensors sources, int32_t source_count, ct_tensor coefficients, const ct_operation *operations, int32_t operation_count, ct_statistics statistics, double momentum, double epsilon, out_tensor out) {
  return boundary([&] {
    auto node = c10::make_intrusive<MixedNode>();
    std::vector<at::Tensor> inputs;
    for (int32_t i = 0; i < source_count; ++i) {
      const auto source = tensor(sources[i]).contiguous(at::MemoryFormat::ChannelsLast);
      TORCH_CHECK(source.device().is_cpu() && source.scalar_type() == at::kFloat && source.dim() == 4, "sources are float32 images on the CPU");
      inputs.push_back(source);
      node->sources.push_back(source.detach());
    }
    inputs.push_back(tensor(coefficients).contiguous());
    node->coefficients = inputs.back().detach();
    node->statistics = statistics;
    node->momentum = momentum;
    node->epsilon = epsilon;
    TORCH_CHECK(operation_count > 0, "a node without operations");
    node->images = node->sources[0].size(0);
    node->channels = node->sources[0].size(1);
    const auto &first = node->sources.at(operations[0].source);
    const int64_t stride = operations[0].kind == CT_IDENTITY ? 1 : operations[0].stride;
    node->out_height = (first.size(2) + stride - 1) / stride;
    node->out_width = (first.size(3) + stride - 1) / stride;
    int64_t border = 0;
    for (int32_t i = 0; i < operation_count; ++i) border = std::max(border, operations[i].padding);
    // An operation with weight 0 is not computed, unless someone wants to know what its weight would change.
    const bool all = at::GradMode::is_enabled() && tensor(coefficients).requires_grad();
    const float *weights = node->coefficients.const_data_ptr<float>();
    for (int32_t i = 0; i < operation_count; ++i) {
      const auto &operation = operations[i];
      if (!all && weights[operation.coefficient] == 0) continue;
      Term term{operation.kind, operation.source, operation.coefficient, operation.stride, {}, {}, {}, {}, {}};
      const int blocks = operation.kind == CT_DOUBLE_BLOCK ? 2 : operation.kind == CT_BLOCK ? 1 : 0;
      const auto &source = node->sources.at(operation.source);
      const bool halves = blocks + (operation.kind != CT_IDENTITY) > 0 && operation.stride == 2;
      TORCH_CHECK((source.size(2) + halves) / (halves + 1) == node->out_height && (source.size(3) + halves) / (halves + 1) == node->out_width && source.size(1) == node->channels && source.size(0) == node->images, "operation ", i, " does not give the node's size");
      for (int b = 0; b < blocks; ++b) {
        term.blocks.push_back(make_block(operation, b, *node, b == 0 ? source.size(2) : node->out_height, b == 0 ? source.size(3) : node->out_width));
        Block &block = term.blocks.back();
        block.shape.border = border;
        block.depthwise_input = static_cast<int64_t>(inputs.size());
        inputs.push_back(tensor(operation.depthwise[b]));
        block.pointwise_input = static_cast<int64_t>(inputs.size());
        inputs.push_back(tensor(operation.pointwise[b]));
      }
      for (int b = 0; b < 2; ++b) {
        if (operation.running_mean[b]) term.running_mean[b] = tensor(operation.running_mean[b]).detach();
        if (operation.running_var[b]) term.running_var[b] = tensor(operation.running_var[b]).detach();
      }
      node->terms.push_back(std::move(term));
    }
    if (node->terms.empty()) {
      *out = handle(empty_images(node->images, node->channels, node->out_height, node->out_width).zero_());
      return;
    }
    *out = handle(MixedNodeFunction::apply(at::TensorList(inputs), node));
  });
}

const char *ct_kernel_instructions(void) {
  const auto *table = &kernel_table(16);
#if defined(__x86_64__)
  if (table == &avx512_kernels) return "AVX-512";
  if (table == &avx2_kernels) return "AVX2";
#endif
  return table == &portable_kernels ? "portable" : "unknown";
}
