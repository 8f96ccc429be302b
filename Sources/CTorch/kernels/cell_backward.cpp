#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/zeros_like.h>

#include <cstring>

#include "mixed_cell.h"
#include "parallel.h"

namespace ctorch {

namespace {

/// Gradients of the blocks' weights, added up by each thread for itself.
class WeightSums {
 public:
  WeightSums(MixedCell &cell, const std::vector<bool> &wanted)
      : cell(cell), wanted(wanted), threads(at::get_num_threads()) {
    const int64_t size = cell.packed.size() / 2;
    for (Memory &memory : threads) memory.grow(size);
  }

  bool wants(const Block &block) const { return wanted[block.depthwise_input] || wanted[block.pointwise_input]; }

  BlockGradients mine(const Block &block) const {
    if (!wants(block)) return {nullptr, nullptr};
    float *data = threads[this_thread()].data() + block.packed / 2;
    return {data, data + block.taps()};
  }

  /// Writes the gradients in the weights' own layout.
  void finish(std::vector<at::Tensor> &gradients) const {
    std::vector<const Block *> blocks;
    for (Result &result : cell.results)
      for (Block &block : result.blocks) {
        if (!wants(block)) continue;
        gradients[block.depthwise_input] = at::empty(block.depthwise.sizes(), at::kFloat);
        gradients[block.pointwise_input] = at::empty(block.pointwise.sizes(), at::kFloat);
        blocks.push_back(&block);
      }
    share_freely(static_cast<int64_t>(blocks.size()), [&](int64_t i) {
      write(*blocks[i], gradients[blocks[i]->depthwise_input].mutable_data_ptr<float>(),
          gradients[blocks[i]->pointwise_input].mutable_data_ptr<float>());
    });
  }

 private:
  MixedCell &cell;
  const std::vector<bool> &wanted;
  std::vector<Memory> threads;

  void write(const Block &block, float *depthwise, float *pointwise) const {
    const int64_t C = block.shape.channels, L = block.shape.lanes, k2 = block.shape.kernel * block.shape.kernel;
    float *sum = threads[0].data() + block.packed / 2;
    for (size_t t = 1; t < threads.size(); ++t) {
      const float *other = threads[t].data() + block.packed / 2;
      for (int64_t i = 0; i < block.taps() + block.matrix(); ++i) sum[i] += other[i];
    }
    for (int64_t c = 0; c < C; ++c)
      for (int64_t k = 0; k < k2; ++k) depthwise[c * k2 + k] = sum[k * L + c];
    sum += block.taps();
    for (int64_t o = 0; o < C; ++o)
      for (int64_t i = 0; i < C; ++i) pointwise[o * C + i] = sum[i * L + o];
  }
};

/// One backward pass through a cell, from its last node to its sources.
template <class Stored>
class BackwardPass {
 public:
  BackwardPass(MixedCell &cell, const std::vector<bool> &wanted)
      : cell(cell),
        C(cell.channels),
        size(cell.node_size()),
        count(static_cast<double>(cell.images * cell.out_pixels())),
        coefficients(floats(cell.coefficients)),
        kernels(kernel_table<Stored>(C)),
        wanted(wanted),
        gradients(wanted.size()),
        weights(cell, wanted),
        coefficient_gradient(cell.coefficients.numel(), 0) {}

  std::vector<at::Tensor> run(const at::Tensor &gradient) {
    split(gradient);
    const int64_t given = static_cast<int64_t>(cell.sources.size());
    for (int64_t source = cell.source_count() - 1; source >= 0; --source) {
      std::vector<Returning> mine;
      for (Result &result : cell.results)
        if (result.source == source) mine.push_back({&result, {}, {}, {}});
      if (mine.empty()) continue;
      reduce(source, mine);
      bool any = cell.is_node(source) || wanted[source];
      for (const Returning &back : mine)
        for (const Block &block : back.result->blocks) any = any || weights.wants(block);
      if (any) {
        second_blocks(mine);
        first_blocks(source, mine);
      }
    }
    cell.memory = KeptMemory();
    weights.finish(gradients);
    if (wanted[given]) {
      gradients[given] = at::zeros_like(cell.coefficients);
      std::copy(coefficient_gradient.begin(), coefficient_gradient.end(),
          gradients[given].template mutable_data_ptr<float>());
    }
    return std::move(gradients);
  }

 private:
  /// A result on its way back.
  struct Returning {
    Result *result;
    std::vector<Channels> a;  // per use
    Channels b, d;            // summed up over the uses
    std::vector<float> moments;
  };

  MixedCell &cell;
  const int64_t C, size;  // channels; floats of one image of a node
  const double count;     // values per channel
  const float *coefficients;
  const KernelTable<Stored> &kernels;
  const std::vector<bool> &wanted;
  std::vector<at::Tensor> gradients, node_gradients;
  WeightSums weights;
  std::vector<double> coefficient_gradient;

  /// For what adds to this thread's sums: which images those are must not depend on chance.
  template <class Body>
  void for_images(Body &&body) const {
    share_images(cell.images, [&](int64_t first, int64_t last) {
      for (int64_t n = first; n < last; ++n) body(n);
    });
  }

  float *node_gradient(int64_t node, int64_t n) const { return image_of<float>(node_gradients[node], n, size); }

  /// The nodes' own parts of the gradient of the output; later nodes add theirs.
  void split(const at::Tensor &gradient) {
    const auto whole = gradient.contiguous(at::MemoryFormat::ChannelsLast);
    for (int64_t node = 0; node < cell.nodes; ++node)
      node_gradients.push_back(empty_images(cell.images, C, cell.out_height, cell.out_width));
    share_freely(cell.images, [&](int64_t n) {
      const float *from = image_of<float>(whole, n, cell.nodes * size);
      for (int64_t node = 0; node < cell.nodes; ++node) {
        float *to = node_gradient(node, n);
        for (int64_t p = 0; p < cell.out_pixels(); ++p)
          std::memcpy(to + p * C, from + (p * cell.nodes + node) * C, C * sizeof(float));
      }
    });
  }

  /// The coefficients' gradients and what the normalisations need of the whole batch.
  void reduce(int64_t source, std::vector<Returning> &mine) {
    std::vector<std::pair<Returning *, Use *>> uses;
    for (Returning &back : mine)
      for (Use &use : back.result->uses) uses.emplace_back(&back, &use);
    std::vector<std::vector<float>> moments(uses.size(), std::vector<float>(cell.images * 2 * C));
    share_freely(cell.images, [&](int64_t n) {
      for (size_t u = 0; u < uses.size(); ++u) {
        const auto [back, use] = uses[u];
        float *to = moments[u].data() + n * 2 * C;
        const float *g = node_gradient(use->node, n);
        if (back->result->kind == CT_IDENTITY) {
          const Pixels x = cell.source_image(source, n);
          kernels.reduce_source(cell.out_pixels(), C, g, x.data, x.pixel, to);
        } else {
          kernels.reduce(cell.out_pixels(), C, g, cell.kept_values<Stored>(back->result->last(), n), to);
        }
        if (cell.keep.defined())
          for (int64_t i = 0; i < 2 * C; ++i) to[i] *= cell.kept(n, use->operation);
      }
    });
    for (size_t u = 0; u < uses.size(); ++u) {
      const auto [back, use] = uses[u];
      const Sums sums(moments[u], cell.images, C);
      double &own = coefficient_gradient[use->coefficient];
      if (back->result->kind == CT_IDENTITY) {
        for (double dot : sums.dots) own += dot;
        continue;
      }
      own += use->last.norm.weight_gradient(sums.sums, sums.dots);
      add(*back, use->last.norm.backward(coefficients[use->coefficient], sums.sums, sums.dots, count));
    }
  }

  static void add(Returning &back, Normalization::Backward part) {
    if (back.a.empty()) {
      back.b = std::move(part.b);
      back.d = std::move(part.d);
    } else {
      for (size_t c = 0; c < back.b.size(); ++c) back.b[c] += part.b[c], back.d[c] += part.d[c];
    }
    back.a.push_back(std::move(part.a));
  }

  /// What flows back into a result's last normalisation; `scaled` has room for factors of single images.
  Incoming<Stored> incoming(const Returning &back, int64_t n, std::vector<float> &scaled) const {
    Result &result = *back.result;
    Incoming<Stored> in{static_cast<int64_t>(result.uses.size()), {}, {}, nullptr, back.b.data(), back.d.data(),
        cell.kept_values<Stored>(result.last(), n)};
    if (cell.keep.defined()) scaled.resize(in.count * C);
    for (int64_t u = 0; u < in.count; ++u) {
      in.g[u] = node_gradient(result.uses[u].node, n);
      in.a[u] = back.a[u].data();
      if (!cell.keep.defined()) continue;
      for (int64_t c = 0; c < C; ++c) scaled[u * C + c] = back.a[u][c] * cell.kept(n, result.uses[u].operation);
      in.a[u] = scaled.data() + u * C;
    }
    return in;
  }

  /// Goes back through second blocks: the sums of their inputs' gradients over the batch must be known before the first
  /// blocks' turn. What they kept gives its memory to the gradient between the blocks.
  void second_blocks(std::vector<Returning> &mine) {
    for (Returning &back : mine)
      if (back.result->blocks.size() == 2) back.moments.assign(cell.images * 2 * C, 0);
    for_images([&](int64_t n) {
      Workspace &space = workspace();
      std::vector<float> scaled;
      for (Returning &back : mine) {
        if (back.result->blocks.size() != 2) continue;
        const Block &before = back.result->blocks[0], &block = back.result->blocks[1];
        const Stored *x = cell.kept_values<Stored>(before.z, n);
        const auto &norm = back.result->between.norm;
        float *padded = space.input(block.shape), *difference = space.difference(block.shape);
        kernels.load_result(block.shape, x, norm.scale.data(), norm.shift.data(), padded);
        kernels.block_backward(block.shape, cell.weights(block), padded, incoming(back, n, scaled),
            space.block(block.shape), weights.mine(block), false, difference);
        kernels.finish_result(
            block.shape, padded, difference, x, cell.kept_values<Stored>(block.z, n), back.moments.data() + n * 2 * C);
      }
    });
    for (Returning &back : mine) {
      if (back.result->blocks.size() != 2) continue;
      const Sums sums(back.moments, cell.images, C);
      auto first = back.result->between.norm.backward(1, sums.sums, sums.dots, count);
      back.a = {std::move(first.a)};
      back.b = std::move(first.b);
      back.d = std::move(first.d);
    }
  }

  /// What flows back into a first block's normalisation.
  Incoming<Stored> first_incoming(const Returning &back, int64_t n, std::vector<float> &scaled) const {
    const auto &blocks = back.result->blocks;
    if (blocks.size() < 2) return incoming(back, n, scaled);
    return {1, {}, {back.a[0].data()}, cell.kept_values<Stored>(blocks[1].z, n), back.b.data(), back.d.data(),
        cell.kept_values<Stored>(blocks[0].z, n)};
  }

  /// Goes back through everything else on a source, to the source's gradient.
  void first_blocks(int64_t source, const std::vector<Returning> &mine) {
    const bool is_node = cell.is_node(source), wants = is_node || wanted[source];
    const int64_t source_size = cell.source_height(source) * cell.source_width(source) * C;
    if (!is_node && wants) gradients[source] = at::empty_like(cell.sources[source]);
    for_images([&](int64_t n) {
      Workspace &space = workspace();
      std::vector<float> scaled;
      const Pixels x = cell.source_image(source, n);
      float *dx = !wants    ? nullptr
                  : is_node ? node_gradient(source - static_cast<int64_t>(cell.sources.size()), n)
                            : image_of<float>(gradients[source], n, source_size);
      if (wants && !is_node) std::memset(dx, 0, source_size * sizeof(float));
      float *padded = nullptr, *difference = nullptr;
      const BlockShape *shape = nullptr;
      for (const Returning &back : mine) {
        const Result &result = *back.result;
        if (result.is_block()) {
          const Block &block = result.blocks[0];
          if (!shape) {
            shape = &block.shape;
            kernels.load_source(*shape, x.data, x.pixel, padded = space.input(*shape));
            if (wants) std::memset(difference = space.difference(*shape), 0, shape->padded_size() * sizeof(float));
          }
          kernels.block_backward(block.shape, cell.weights(block), padded, first_incoming(back, n, scaled),
              space.block(block.shape), weights.mine(block), true, difference);
        } else if (wants && result.kind == CT_IDENTITY) {
          for (const Use &use : result.uses)
            kernels.add_scaled(cell.out_pixels(), C, node_gradient(use.node, n), C,
                coefficients[use.coefficient] * cell.kept(n, use.operation), dx, C);
        } else if (wants) {
          const auto pool = cell.pool_shape(result);
          float *dz = space.gradient(size + 3 * pool.row_parts() * kernels.vector), *scratch = dz + size;
          kernels.incoming(cell.out_pixels(), C, incoming(back, n, scaled), dz);
          if (result.kind == CT_MAX_POOL) kernels.max_pool_backward(pool, x.data, dz, scratch, dx);
          else kernels.average_pool_backward(pool, dz, scratch, dx);
        }
      }
      if (shape && wants) kernels.finish_source(*shape, padded, difference, dx);
    });
  }
};

}  // namespace

std::vector<at::Tensor> MixedCell::backward(const at::Tensor &gradient, const std::vector<bool> &wanted) {
  TORCH_CHECK(!spent, "a cell was asked for its gradients twice, but keeps what they need only once");
  spent = true;
  unchanged.check();
  return stored == at::kFloat ? BackwardPass<float>(*this, wanted).run(gradient)
                              : BackwardPass<BFloat16>(*this, wanted).run(gradient);
}

}  // namespace ctorch
