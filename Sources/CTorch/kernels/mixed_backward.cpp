#include <ATen/Parallel.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <cstring>

#include "mixed_node.h"
#include "parallel.h"

namespace ctorch {

namespace {

/// Sums over images of float partial sums, in order, so that they do not depend on the threads.
std::vector<double> total(const std::vector<float> &parts, int64_t images, int64_t stride, int64_t offset, int64_t channels) {
  std::vector<double> sum(channels, 0);
  for (int64_t n = 0; n < images; ++n)
    for (int64_t c = 0; c < channels; ++c) sum[c] += parts[n * stride + offset + c];
  return sum;
}

/// Gradients of a block's weights, added up by each thread for itself.
struct WeightSums {
  std::vector<Memory> threads;
  int64_t taps = 0;

  void prepare(const Block &block, bool wanted) {
    taps = block.shape.kernel * block.shape.kernel * block.shape.lanes;
    if (!wanted) return;
    for (int t = 0; t < at::get_num_threads(); ++t) threads.emplace_back(taps + block.shape.lanes * block.shape.lanes);
  }

  BlockGradients mine() {
    if (threads.empty()) return {nullptr, nullptr};
    float *data = threads[this_thread()].data();
    return {data, data + taps};
  }

  void finish(const Block &block, std::vector<at::Tensor> &gradients) {
    if (threads.empty()) return;
    float *sum = threads[0].data();
    for (size_t t = 1; t < threads.size(); ++t)
      for (int64_t i = 0; i < threads[0].size(); ++i) sum[i] += threads[t].data()[i];
    const int64_t C = block.shape.channels, L = block.shape.lanes, k2 = block.shape.kernel * block.shape.kernel;
    auto depthwise = at::zeros(block.depthwise.sizes(), at::kFloat), pointwise = at::zeros(block.pointwise.sizes(), at::kFloat);
    float *d = depthwise.mutable_data_ptr<float>(), *p = pointwise.mutable_data_ptr<float>();
    for (int64_t c = 0; c < C; ++c)
      for (int64_t k = 0; k < k2; ++k) d[c * k2 + k] = sum[k * L + c];
    for (int64_t o = 0; o < C; ++o)
      for (int64_t i = 0; i < C; ++i) p[o * C + i] = sum[taps + i * L + o];
    gradients[block.depthwise_input] = depthwise;
    gradients[block.pointwise_input] = pointwise;
  }
};

/// What one term needs on its way back.
struct TermBackward {
  Normalization::Backward last, first;  // of the normalisation next to the sum, and of a double block's first
  WeightSums sums[2];
  at::Tensor between;  // a double block's gradient between its blocks
  std::vector<float> moments;
};

/// One backward pass through a node.
class BackwardPass {
 public:
  BackwardPass(MixedNode &node, const at::Tensor &gradient, const std::vector<bool> &wanted)
      : node(node), C(node.channels), size(node.out_pixels() * C), count(static_cast<double>(node.images * node.out_pixels())), gradient(gradient.contiguous(at::MemoryFormat::ChannelsLast)), g(this->gradient.const_data_ptr<float>()), weights(node.coefficients.const_data_ptr<float>()), kernels(kernel_table(C)), wanted(wanted), gradients(wanted.size()), backs(node.terms.size()) {}

  std::vector<at::Tensor> run() {
    if (!reduce()) return gradients;
    for (size_t source = 0; source < node.sources.size(); ++source) {
      std::vector<size_t> mine;
      for (size_t t = 0; t < node.terms.size(); ++t)
        if (node.terms[t].source == static_cast<int64_t>(source)) mine.push_back(t);
      second_blocks(mine);
      auto dx = first_blocks(source, mine);
      if (wanted[source]) gradients[source] = dx;
      finish(mine);
    }
    return gradients;
  }

 private:
  MixedNode &node;
  const int64_t C, size;  // channels; floats of one image of the node
  const double count;     // values per channel
  const at::Tensor gradient;
  const float *g, *weights;
  const KernelTable &kernels;
  const std::vector<bool> &wanted;
  std::vector<at::Tensor> gradients;
  std::vector<TermBackward> backs;

  template <class Body>
  void for_images(Body &&body) const {
    share_images(node.images, [&](int64_t first, int64_t last) {
      for (int64_t n = first; n < last; ++n) body(n);
    });
  }

  /// What a term contributed to the sum, before its normalisation.
  const at::Tensor &result(const Term &term) const { return term.kind == CT_IDENTITY ? node.sources[term.source] : term.blocks.empty() ? term.z : term.blocks.back().z; }

  /// The coefficients' gradients and the normalisations' backward coefficients, from sums over the batch. Whether any other
  /// gradient is wanted.
  bool reduce() {
    const int64_t terms = static_cast<int64_t>(node.terms.size()), stride = (terms + 1) * C;
    std::vector<float> parts(node.images * stride, 0);
    for_images([&](int64_t n) {
      float *to = parts.data() + n * stride;
      for (int64_t t = 0; t < terms; ++t) kernels.reduce(node.out_pixels(), C, g + n * size, result(node.terms[t]).const_data_ptr<float>() + n * size, to + (t + 1) * C, t == 0 ? to : nullptr);
    });
    const auto sums = total(parts, node.images, stride, 0, C);
    std::vector<double> coefficients(node.coefficients.numel(), 0);
    bool any = false;
    for (size_t source = 0; source < node.sources.size(); ++source) any = any || wanted[source];
    for (int64_t t = 0; t < terms; ++t) {
      const Term &term = node.terms[t];
      const auto dots = total(parts, node.images, stride, (t + 1) * C, C);
      if (term.kind == CT_IDENTITY) {
        for (double dot : dots) coefficients[term.coefficient] += dot;
        continue;
      }
      const auto &norm = term.blocks.empty() ? term.norm : term.blocks.back().norm;
      coefficients[term.coefficient] += norm.weight_gradient(sums, dots);
      backs[t].last = norm.backward(weights[term.coefficient], sums, dots, count);
      for (size_t b = 0; b < term.blocks.size(); ++b) {
        const bool want = wanted[term.blocks[b].depthwise_input] || wanted[term.blocks[b].pointwise_input];
        backs[t].sums[b].prepare(term.blocks[b], want);
        any = any || want;
      }
    }
    if (wanted[node.sources.size()]) {
      auto values = at::zeros_like(node.coefficients);
      std::copy(coefficients.begin(), coefficients.end(), values.mutable_data_ptr<float>());
      gradients[node.sources.size()] = values;
    }
    return any;
  }

  /// Goes back through the second blocks on a source: the sums of their inputs' gradients over the batch must be known
  /// before the first blocks' turn.
  void second_blocks(const std::vector<size_t> &mine) {
    std::vector<size_t> doubles;
    for (size_t t : mine)
      if (node.terms[t].kind == CT_DOUBLE_BLOCK) doubles.push_back(t);
    for (size_t t : doubles) {
      backs[t].between = empty_images(node.images, C, node.out_height, node.out_width);
      backs[t].moments.assign(node.images * 2 * C, 0);
    }
    for_images([&](int64_t n) {
      Workspace &space = workspace();
      for (size_t t : doubles) {
        const Block &before = node.terms[t].blocks[0], &block = node.terms[t].blocks[1];
        const float *x = before.z.const_data_ptr<float>() + n * size;
        float *padded = space.padded(block.shape);
        kernels.load_input(block.shape, x, before.norm.scale.data(), before.norm.shift.data(), padded);
        auto scratch = space.block(block.shape);
        const auto &c = backs[t].last;
        kernels.backward(block.shape, block.weights(), padded, g + n * size, block.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), scratch, backs[t].sums[1].mine(), x, backs[t].between.mutable_data_ptr<float>() + n * size, backs[t].moments.data() + n * 2 * C);
      }
    });
    for (size_t t : doubles) {
      const auto sums = total(backs[t].moments, node.images, 2 * C, 0, C), dots = total(backs[t].moments, node.images, 2 * C, C, C);
      backs[t].first = node.terms[t].blocks[0].norm.backward(1, sums, dots, count);
      node.terms[t].blocks[1].z.reset();
    }
  }

  /// Goes back through everything else on a source, and gives the source's gradient.
  at::Tensor first_blocks(size_t source, const std::vector<size_t> &mine) {
    const auto &images = node.sources[source];
    const int64_t height = images.size(2), width = images.size(3), source_size = height * width * C;
    auto dx = empty_images(node.images, C, height, width);
    for_images([&](int64_t n) {
      Workspace &space = workspace();
      const float *x = images.const_data_ptr<float>() + n * source_size;
      float *to = dx.mutable_data_ptr<float>() + n * source_size;
      std::memset(to, 0, source_size * sizeof(float));
      const float *loaded = nullptr;
      for (size_t t : mine) {
        Term &term = node.terms[t];
        const auto &c = term.kind == CT_DOUBLE_BLOCK ? backs[t].first : backs[t].last;
        const float *own = g + n * size;
        switch (term.kind) {
          case CT_IDENTITY: {
            const Channels scale(C, weights[term.coefficient]), shift(C, 0);
            kernels.combine(node.out_pixels(), C, own, scale.data(), shift.data(), false, to);
            break;
          }
          case CT_MAX_POOL:
            kernels.max_pool_backward(C, height, width, term.stride, x, own, term.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), to);
            break;
          case CT_AVERAGE_POOL:
            kernels.average_pool_backward(C, height, width, term.stride, own, term.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), to);
            break;
          case CT_BLOCK:
          case CT_DOUBLE_BLOCK: {
            const Block &block = term.blocks[0];
            if (!loaded) {
              float *padded = space.padded(block.shape);
              kernels.load_input(block.shape, x, nullptr, nullptr, padded);
              loaded = padded;
            }
            if (term.kind == CT_DOUBLE_BLOCK) own = backs[t].between.const_data_ptr<float>() + n * size;
            auto scratch = space.block(block.shape);
            kernels.backward(block.shape, block.weights(), loaded, own, block.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), scratch, backs[t].sums[0].mine(), x, to, nullptr);
            break;
          }
        }
      }
    });
    return dx;
  }

  /// Writes the weights' gradients and lets go of what the forward pass kept for these terms.
  void finish(const std::vector<size_t> &mine) {
    for (size_t t : mine) {
      Term &term = node.terms[t];
      for (size_t b = 0; b < term.blocks.size(); ++b) {
        backs[t].sums[b].finish(term.blocks[b], gradients);
        term.blocks[b].z.reset();
      }
      term.z.reset();
      backs[t] = TermBackward{};
    }
  }
};

}  // namespace

std::vector<at::Tensor> MixedNode::backward(const at::Tensor &gradient, const std::vector<bool> &wanted) {
  return BackwardPass(*this, gradient, wanted).run();
}

}  // namespace ctorch
