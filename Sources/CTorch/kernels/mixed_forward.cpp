#include <algorithm>
#include <cstring>

#include "mixed_node.h"
#include "parallel.h"

namespace ctorch {

BlockWeights Block::weights() const {
  const int64_t taps = shape.kernel * shape.kernel * shape.lanes, matrix = shape.lanes * shape.lanes;
  const float *data = packed.data();
  return {data, data + taps, data + 2 * taps, data + 2 * taps + matrix};
}

void Block::pack() {
  const int64_t k2 = shape.kernel * shape.kernel, C = shape.channels, L = shape.lanes;
  packed = Memory(2 * (k2 + L) * L);
  float *taps = packed.data(), *flipped = taps + k2 * L, *matrix = flipped + k2 * L, *turned = matrix + L * L;
  const auto d = depthwise.contiguous(), p = pointwise.contiguous();
  const float *from = d.const_data_ptr<float>();
  for (int64_t c = 0; c < C; ++c)
    for (int64_t k = 0; k < k2; ++k) taps[k * L + c] = flipped[(k2 - 1 - k) * L + c] = from[c * k2 + k];
  from = p.const_data_ptr<float>();
  for (int64_t o = 0; o < C; ++o)
    for (int64_t i = 0; i < C; ++i) matrix[i * L + o] = turned[o * L + i] = from[o * C + i];
}

Normalization MixedNode::normalize(const std::vector<float> &moments, double count, at::Tensor &mean, at::Tensor &var) const {
  if (statistics == CT_USE_RUNNING) return Normalization::from_running(mean.const_data_ptr<float>(), var.const_data_ptr<float>(), channels, epsilon);
  std::vector<double> variance;
  auto norm = Normalization::from_batch(moments, images, channels, count, epsilon, variance);
  if (statistics == CT_TRACK_BATCH) {
    float *m = mean.mutable_data_ptr<float>(), *v = var.mutable_data_ptr<float>();
    const double unbiased = count > 1 ? count / (count - 1) : 1;
    for (int64_t c = 0; c < channels; ++c) {
      m[c] = static_cast<float>((1 - momentum) * m[c] + momentum * norm.mean[c]);
      v[c] = static_cast<float>((1 - momentum) * v[c] + momentum * variance[c] * unbiased);
    }
  }
  return norm;
}

void MixedNode::compute_first() {
  const auto &kernels = kernel_table(channels);
  const bool by_batch = statistics != CT_USE_RUNNING;
  std::vector<std::vector<float>> moments(terms.size());
  for (size_t t = 0; t < terms.size(); ++t) {
    Term &term = terms[t];
    if (term.kind == CT_IDENTITY) continue;
    auto z = empty_images(images, channels, out_height, out_width);
    if (term.blocks.empty()) {
      term.z = z;
    } else {
      term.blocks[0].z = z;
    }
    if (by_batch) moments[t].assign(images * 2 * channels, 0);
  }
  share_images(images, [&](int64_t first, int64_t last) {
    Workspace &space = workspace();
    for (int64_t n = first; n < last; ++n) {
      for (size_t source = 0; source < sources.size(); ++source) {
        const int64_t height = sources[source].size(2), width = sources[source].size(3);
        const float *x = sources[source].const_data_ptr<float>() + n * height * width * channels;
        const float *loaded = nullptr;
        for (size_t t = 0; t < terms.size(); ++t) {
          Term &term = terms[t];
          if (term.source != static_cast<int64_t>(source) || term.kind == CT_IDENTITY) continue;
          float *sums = by_batch ? moments[t].data() + n * 2 * channels : nullptr;
          const int64_t offset = n * out_pixels() * channels;
          if (term.kind == CT_MAX_POOL) {
            kernels.max_pool(channels, height, width, term.stride, x, term.z.mutable_data_ptr<float>() + offset, sums);
          } else if (term.kind == CT_AVERAGE_POOL) {
            kernels.average_pool(channels, height, width, term.stride, x, term.z.mutable_data_ptr<float>() + offset, sums);
          } else {
            Block &block = term.blocks[0];
            if (!loaded) {
              // The blocks on a source share its ReLU and its border.
              float *padded = space.padded(block.shape);
              kernels.load_input(block.shape, x, nullptr, nullptr, padded);
              loaded = padded;
            }
            auto scratch = space.block(block.shape);
            kernels.forward(block.shape, block.weights(), loaded, scratch, block.z.mutable_data_ptr<float>() + offset, sums);
          }
        }
      }
    }
  });
  const double count = static_cast<double>(images * out_pixels());
  for (size_t t = 0; t < terms.size(); ++t) {
    Term &term = terms[t];
    if (term.kind == CT_IDENTITY) continue;
    (term.blocks.empty() ? term.norm : term.blocks[0].norm) = normalize(moments[t], count, term.running_mean[0], term.running_var[0]);
  }
}

void MixedNode::compute_second() {
  const auto &kernels = kernel_table(channels);
  const bool by_batch = statistics != CT_USE_RUNNING;
  std::vector<Term *> doubles;
  for (Term &term : terms)
    if (term.kind == CT_DOUBLE_BLOCK) doubles.push_back(&term);
  if (doubles.empty()) return;
  std::vector<std::vector<float>> moments(doubles.size(), std::vector<float>(by_batch ? images * 2 * channels : 0));
  for (Term *term : doubles) term->blocks[1].z = empty_images(images, channels, out_height, out_width);
  share_images(images, [&](int64_t first, int64_t last) {
    Workspace &space = workspace();
    for (int64_t n = first; n < last; ++n) {
      const int64_t offset = n * out_pixels() * channels;
      for (size_t t = 0; t < doubles.size(); ++t) {
        Block &before = doubles[t]->blocks[0], &block = doubles[t]->blocks[1];
        float *padded = space.padded(block.shape);
        kernels.load_input(block.shape, before.z.const_data_ptr<float>() + offset, before.norm.scale.data(), before.norm.shift.data(), padded);
        auto scratch = space.block(block.shape);
        kernels.forward(block.shape, block.weights(), padded, scratch, block.z.mutable_data_ptr<float>() + offset, by_batch ? moments[t].data() + n * 2 * channels : nullptr);
      }
    }
  });
  const double count = static_cast<double>(images * out_pixels());
  for (size_t t = 0; t < doubles.size(); ++t) {
    Term &term = *doubles[t];
    term.blocks[1].norm = normalize(moments[t], count, term.running_mean[1], term.running_var[1]);
  }
}

at::Tensor MixedNode::forward() {
  for (Term &term : terms)
    for (Block &block : term.blocks) block.pack();
  compute_first();
  compute_second();

  const auto &kernels = kernel_table(channels);
  auto out = empty_images(images, channels, out_height, out_width);
  const float *weights = coefficients.const_data_ptr<float>();
  std::vector<Channels> scales(terms.size()), shifts(terms.size());
  for (size_t t = 0; t < terms.size(); ++t) {
    const Term &term = terms[t];
    const float weight = weights[term.coefficient];
    scales[t].assign(channels, weight);
    shifts[t].assign(channels, 0);
    if (term.kind == CT_IDENTITY) continue;
    const auto &norm = term.blocks.empty() ? term.norm : term.blocks.back().norm;
    for (int64_t c = 0; c < channels; ++c) {
      scales[t][c] = weight * norm.scale[c];
      shifts[t][c] = weight * norm.shift[c];
    }
  }
  share_images(images, [&](int64_t first, int64_t last) {
    for (int64_t n = first; n < last; ++n) {
      const int64_t offset = n * out_pixels() * channels;
      for (size_t t = 0; t < terms.size(); ++t) {
        const Term &term = terms[t];
        const at::Tensor &z = term.kind == CT_IDENTITY ? sources[term.source] : term.blocks.empty() ? term.z : term.blocks.back().z;
        kernels.combine(out_pixels(), channels, z.const_data_ptr<float>() + offset, scales[t].data(), shifts[t].data(), t == 0, out.mutable_data_ptr<float>() + offset);
      }
    }
  });
  return out;
}

}  // namespace ctorch
