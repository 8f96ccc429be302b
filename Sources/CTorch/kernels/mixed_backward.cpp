#include <ATen/Parallel.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "mixed_node.h"

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
    float *data = threads[at::get_thread_num()].data();
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

}  // namespace

std::vector<at::Tensor> MixedNode::backward(const at::Tensor &gradient, const std::vector<bool> &wanted) {
  const auto &kernels = kernel_table(channels);
  std::vector<at::Tensor> gradients(wanted.size());
  const auto contiguous = gradient.contiguous(at::MemoryFormat::ChannelsLast);
  const float *g = contiguous.const_data_ptr<float>();
  const int64_t size = out_pixels() * channels, count_terms = static_cast<int64_t>(terms.size());
  const double count = static_cast<double>(images * out_pixels());

  // Sums of g, and of g times what each term normalises.
  const int64_t stride = (count_terms + 1) * channels;
  std::vector<float> parts(images * stride, 0);
  at::parallel_for(0, images, 1, [&](int64_t first, int64_t last) {
    for (int64_t n = first; n < last; ++n)
      for (int64_t t = 0; t < count_terms; ++t) {
        const Term &term = terms[t];
        const at::Tensor &z = term.kind == CT_IDENTITY ? sources[term.source] : term.blocks.empty() ? term.z : term.blocks.back().z;
        float *to = parts.data() + n * stride;
        kernels.reduce(out_pixels(), channels, g + n * size, z.const_data_ptr<float>() + n * size, to + (t + 1) * channels, t == 0 ? to : nullptr);
      }
  });
  const auto sums = total(parts, images, stride, 0, channels);
  const float *weights = coefficients.const_data_ptr<float>();
  const int64_t source_count = static_cast<int64_t>(sources.size());
  std::vector<double> coefficient_gradients(coefficients.numel(), 0);
  std::vector<TermBackward> backs(terms.size());
  bool any = false;
  for (int64_t s = 0; s < source_count; ++s) any = any || wanted[s];
  for (int64_t t = 0; t < count_terms; ++t) {
    const Term &term = terms[t];
    const auto dots = total(parts, images, stride, (t + 1) * channels, channels);
    if (term.kind == CT_IDENTITY) {
      for (double dot : dots) coefficient_gradients[term.coefficient] += dot;
      continue;
    }
    const auto &norm = term.blocks.empty() ? term.norm : term.blocks.back().norm;
    coefficient_gradients[term.coefficient] += norm.weight_gradient(sums, dots);
    backs[t].last = norm.backward(weights[term.coefficient], sums, dots, count);
    for (size_t b = 0; b < term.blocks.size(); ++b) {
      const bool want = wanted[term.blocks[b].depthwise_input] || wanted[term.blocks[b].pointwise_input];
      backs[t].sums[b].prepare(term.blocks[b], want);
      any = any || want;
    }
  }
  if (wanted[source_count]) {
    auto result = at::zeros_like(coefficients);
    float *to = result.mutable_data_ptr<float>();
    for (double value : coefficient_gradients) *to++ = static_cast<float>(value);
    gradients[source_count] = result;
  }
  if (!any) return gradients;

  for (int64_t s = 0; s < source_count; ++s) {
    std::vector<int64_t> mine;
    for (int64_t t = 0; t < count_terms; ++t)
      if (terms[t].source == s) mine.push_back(t);

    // Second blocks first: their inputs' gradients must be summed over the batch before they can go on.
    for (int64_t t : mine) {
      if (terms[t].kind != CT_DOUBLE_BLOCK) continue;
      backs[t].between = empty_images(images, channels, out_height, out_width);
      backs[t].moments.assign(images * 2 * channels, 0);
    }
    at::parallel_for(0, images, 1, [&](int64_t first, int64_t last) {
      Workspace &space = workspace();
      for (int64_t n = first; n < last; ++n)
        for (int64_t t : mine) {
          if (terms[t].kind != CT_DOUBLE_BLOCK) continue;
          const Block &before = terms[t].blocks[0], &block = terms[t].blocks[1];
          const float *x = before.z.const_data_ptr<float>() + n * size;
          float *padded = space.padded(block.shape);
          kernels.load_input(block.shape, x, before.norm.scale.data(), before.norm.shift.data(), padded);
          auto scratch = space.block(block.shape);
          const auto &c = backs[t].last;
          kernels.backward(block.shape, block.weights(), padded, g + n * size, block.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), scratch, backs[t].sums[1].mine(), x, backs[t].between.mutable_data_ptr<float>() + n * size, backs[t].moments.data() + n * 2 * channels);
        }
    });
    for (int64_t t : mine) {
      if (terms[t].kind != CT_DOUBLE_BLOCK) continue;
      const auto inner = total(backs[t].moments, images, 2 * channels, 0, channels), dots = total(backs[t].moments, images, 2 * channels, channels, channels);
      backs[t].first = terms[t].blocks[0].norm.backward(1, inner, dots, count);
      terms[t].blocks[1].z.reset();
    }

    const int64_t height = sources[s].size(2), width = sources[s].size(3), source_size = height * width * channels;
    auto dx = empty_images(images, channels, height, width);
    at::parallel_for(0, images, 1, [&](int64_t first, int64_t last) {
      Workspace &space = workspace();
      for (int64_t n = first; n < last; ++n) {
        const float *x = sources[s].const_data_ptr<float>() + n * source_size;
        float *to = dx.mutable_data_ptr<float>() + n * source_size;
        std::memset(to, 0, source_size * sizeof(float));
        const float *loaded = nullptr;
        for (int64_t t : mine) {
          Term &term = terms[t];
          const auto &c = term.kind == CT_DOUBLE_BLOCK ? backs[t].first : backs[t].last;
          const float *own = g + n * size;
          if (term.kind == CT_IDENTITY) {
            const Channels scale(channels, weights[term.coefficient]), shift(channels, 0);
            kernels.combine(out_pixels(), channels, own, scale.data(), shift.data(), false, to);
          } else if (term.kind == CT_MAX_POOL) {
            kernels.max_pool_backward(channels, height, width, term.stride, x, own, term.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), to);
          } else if (term.kind == CT_AVERAGE_POOL) {
            kernels.average_pool_backward(channels, height, width, term.stride, own, term.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), to);
          } else {
            const Block &block = term.blocks[0];
            if (!loaded) {
              float *padded = space.padded(block.shape);
              kernels.load_input(block.shape, x, nullptr, nullptr, padded);
              loaded = padded;
            }
            if (term.kind == CT_DOUBLE_BLOCK) own = backs[t].between.const_data_ptr<float>() + n * size;
            auto scratch = space.block(block.shape);
            kernels.backward(block.shape, block.weights(), loaded, own, block.z.const_data_ptr<float>() + n * size, c.a.data(), c.b.data(), c.d.data(), scratch, backs[t].sums[0].mine(), x, to, nullptr);
          }
        }
      }
    });
    if (wanted[s]) gradients[s] = dx;
    for (int64_t t : mine) {
      for (size_t b = 0; b < terms[t].blocks.size(); ++b) backs[t].sums[b].finish(terms[t].blocks[b], gradients);
      backs[t] = TermBackward{};
      for (Block &block : terms[t].blocks) block.z.reset();
      terms[t].z.reset();
    }
  }
  return gradients;
}

}  // namespace ctorch
