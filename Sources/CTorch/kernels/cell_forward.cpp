#include <algorithm>
#include <cstring>

#include "mixed_cell.h"
#include "parallel.h"

namespace ctorch {

namespace {

/// Images computed at a time where nothing is kept for a backward pass.
constexpr int64_t slice = 32;

/// About the size of the last cache of a few cores.
constexpr int64_t cache = int64_t{32} << 20;

/// One forward pass over the images from `start` on, `count` of them.
template <class Stored>
class ForwardPass {
 public:
  ForwardPass(MixedCell &cell, int64_t start, int64_t count)
      : cell(cell), start(start), count(count), C(cell.channels), kernels(kernel_table<Stored>(C)) {}

  void run() {
    const int64_t given = static_cast<int64_t>(cell.sources.size());
    for (int64_t source = 0; source < cell.source_count(); ++source) {
      if (cell.is_node(source)) combine(source - given);
      std::vector<Result *> mine;
      for (Result &result : cell.results)
        if (result.source == source && result.kind != CT_IDENTITY) mine.push_back(&result);
      if (mine.empty()) continue;
      first(source, mine);
      std::erase_if(mine, [](const Result *result) { return result->blocks.size() < 2; });
      if (!mine.empty()) second(mine);
    }
  }

 private:
  MixedCell &cell;
  const int64_t start, count, C;
  const KernelTable<Stored> &kernels;
  using Moments = std::vector<std::vector<float>>;

  template <class Body>
  void for_images(Body &&body) const {
    share_freely(count, body);
  }

  Moments moments(size_t results) const {
    return Moments(results, std::vector<float>(cell.statistics == CT_USE_RUNNING ? 0 : count * 2 * C));
  }
  float *of_image(std::vector<float> &moments, int64_t n) const {
    return moments.empty() ? nullptr : moments.data() + n * 2 * C;
  }

  /// Pools and first blocks; the blocks share the source's ReLU and border.
  void first(int64_t source, const std::vector<Result *> &mine) {
    auto sums = moments(mine.size());
    for_images([&](int64_t n) {
      Workspace &space = workspace();
      const Pixels x = cell.source_image(source, start + n);
      float *padded = nullptr;
      for (size_t i = 0; i < mine.size(); ++i) {
        Result &result = *mine[i];
        float *moments = of_image(sums[i], n);
        if (!result.is_block()) {
          const auto pool = result.kind == CT_MAX_POOL ? kernels.max_pool : kernels.average_pool;
          const auto shape = cell.pool_shape(result);
          pool(shape, x.data, space.gradient(shape.row_parts() * kernels.vector), cell.kept_values<Stored>(result.z, n),
              moments);
          continue;
        }
        const Block &block = result.blocks[0];
        if (!padded) kernels.load_source(block.shape, x.data, x.pixel, padded = space.input(block.shape));
        kernels.block_forward(block.shape, cell.weights(block), padded, space.block(block.shape),
            cell.kept_values<Stored>(block.z, n), moments);
      }
    });
    for (size_t i = 0; i < mine.size(); ++i) {
      if (mine[i]->blocks.size() == 2) {
        normalize(mine[i]->between, sums[i]);
      } else {
        for (Use &use : mine[i]->uses) normalize(use.last, sums[i]);
      }
    }
  }

  void second(const std::vector<Result *> &mine) {
    auto sums = moments(mine.size());
    for_images([&](int64_t n) {
      Workspace &space = workspace();
      for (size_t i = 0; i < mine.size(); ++i) {
        const Result &result = *mine[i];
        const Block &before = result.blocks[0], &block = result.blocks[1];
        const auto &norm = result.between.norm;
        float *padded = space.input(block.shape);
        kernels.load_result(
            block.shape, cell.kept_values<Stored>(before.z, n), norm.scale.data(), norm.shift.data(), padded);
        kernels.block_forward(block.shape, cell.weights(block), padded, space.block(block.shape),
            cell.kept_values<Stored>(block.z, n), of_image(sums[i], n));
      }
    });
    for (size_t i = 0; i < mine.size(); ++i) normalize(mine[i]->uses[0].last, sums[i]);
  }

  void normalize(Normalized &at, const std::vector<float> &moments) const {
    at.set(cell.statistics, moments, count, C, cell.out_pixels(), cell.momentum, cell.epsilon);
  }

  /// The node's value: what leads to it, normalised and weighted.
  void combine(int64_t node) const {
    std::vector<std::pair<Result *, const Use *>> terms, identities;
    for (Result &result : cell.results)
      for (const Use &use : result.uses)
        if (use.node == node) (result.kind == CT_IDENTITY ? identities : terms).emplace_back(&result, &use);
    const float *weights = floats(cell.coefficients);
    const int64_t pixels = cell.out_pixels(), pixel = cell.nodes * C;
    for_images([&](int64_t n) {
      std::vector<float> scales(terms.size() * C), shift(C, 0);
      std::vector<const Stored *> z(terms.size());
      for (size_t t = 0; t < terms.size(); ++t) {
        const auto [result, use] = terms[t];
        const float weight = weights[use->coefficient] * cell.kept(start + n, use->operation);
        for (int64_t c = 0; c < C; ++c) {
          scales[t * C + c] = weight * use->last.norm.scale[c];
          shift[c] += weight * use->last.norm.shift[c];
        }
        z[t] = cell.kept_values<Stored>(result->last(), n);
      }
      float *out = cell.node_image(node, start + n);
      kernels.combine(pixels, C, static_cast<int64_t>(z.size()), z.data(), scales.data(), shift.data(), out, pixel);
      for (const auto &[result, use] : identities) {
        const Pixels x = cell.source_image(result->source, start + n);
        kernels.add_scaled(
            pixels, C, x.data, x.pixel, weights[use->coefficient] * cell.kept(start + n, use->operation), out, pixel);
      }
    });
  }
};

/// Writes the blocks' weights in the forms that the kernels read.
void pack(MixedCell &cell) {
  std::vector<Block *> blocks;
  int64_t size = 0;
  for (Result &result : cell.results)
    for (Block &block : result.blocks) {
      block.packed = size;
      size += 2 * (block.taps() + block.matrix());
      blocks.push_back(&block);
    }
  cell.packed.grow(size);
  share_freely(static_cast<int64_t>(blocks.size()), [&](int64_t i) {
    const Block &block = *blocks[i];
    const int64_t k2 = block.shape.kernel * block.shape.kernel, C = block.shape.channels, L = block.shape.lanes;
    float *taps = cell.packed.data() + block.packed, *flipped = taps + block.taps(), *matrix = flipped + block.taps(),
          *turned = matrix + block.matrix();
    const auto depthwise = block.depthwise.contiguous(), pointwise = block.pointwise.contiguous();
    const float *from = floats(depthwise);
    for (int64_t c = 0; c < C; ++c)
      for (int64_t k = 0; k < k2; ++k) taps[k * L + c] = flipped[(k2 - 1 - k) * L + c] = from[c * k2 + k];
    from = floats(pointwise);
    for (int64_t o = 0; o < C; ++o)
      for (int64_t i = 0; i < C; ++i) matrix[i * L + o] = turned[o * L + i] = from[o * C + i];
  });
}

/// Gives everything that is normalised its place in memory for so many images: those of a source one after the other,
/// as they are read, and image by image, each on its own cache lines.
void reserve(MixedCell &cell, int64_t images) {
  constexpr int64_t line = 64;
  const int64_t bytes =
      (cell.node_size() * static_cast<int64_t>(at::elementSize(cell.stored)) + line - 1) / line * line;
  std::vector<void **> places;
  for (int64_t source = 0; source < cell.source_count(); ++source)
    for (Result &result : cell.results) {
      if (result.source != source || result.kind == CT_IDENTITY) continue;
      if (!result.is_block()) places.push_back(&result.z);
      for (Block &block : result.blocks) places.push_back(&block.z);
    }
  cell.kept_image = bytes * static_cast<int64_t>(places.size());
  cell.memory = KeptMemory(cell.kept_image * images);
  for (size_t i = 0; i < places.size(); ++i) *places[i] = cell.memory.data() + i * bytes;
  for (Result &result : cell.results)
    for (Block &block : result.blocks) block.shape.streams = cell.kept_image * images > cache;
}

template <class Stored>
void run(MixedCell &cell) {
  // Statistics of a batch need all of its images at once.
  const bool keeps = cell.keeps || cell.statistics != CT_USE_RUNNING;
  const int64_t step = keeps ? cell.images : std::min(slice, cell.images);
  reserve(cell, step);
  for (int64_t start = 0; start < cell.images; start += step)
    ForwardPass<Stored>(cell, start, std::min(step, cell.images - start)).run();
  if (!cell.keeps) cell.memory = KeptMemory();
}

}  // namespace

void MixedCell::forward() {
  out = empty_images(images, nodes * channels, out_height, out_width);
  pack(*this);
  stored == at::kFloat ? run<float>(*this) : run<BFloat16>(*this);
}

}  // namespace ctorch
