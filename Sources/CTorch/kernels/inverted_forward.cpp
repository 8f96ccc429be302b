#include <ATen/ops/empty.h>

#include <algorithm>

#include "inverted_residual.h"
#include "mixed_cell.h"
#include "parallel.h"

namespace ctorch {

namespace {

/// Images computed at a time where nothing is kept for a backward pass.
constexpr int64_t slice = 32;

}  // namespace

/// The expansion's weights times the factors of its normalisation.
void InvertedResidual::pack_expansion() {
  expand_weight.grow(shape.in_channels * shape.hidden_lanes);
  expand_turned.grow(shape.hidden_lanes * shape.in_lanes);
  expand_shift.grow(shape.hidden_lanes);
  hidden.for_expanded(shape.in_channels, [&](int64_t channel, int64_t at, int64_t step) {
    const int64_t lane = hidden.place[channel];
    for (int64_t i = 0; i < shape.in_channels; ++i)
      expand_weight.data()[at + i * step] = expand_turned.data()[lane * shape.in_lanes + i] = expand.at(channel, i);
    expand_shift.data()[lane] = expand.norm.shift[channel];
  });
}

at::Tensor InvertedResidual::forward() {
  const BlockShape &block = hidden.blocks[0].shape;
  const auto out = empty_images(images, shape.out_channels, block.out_height, block.out_width);
  expand.set(x);
  pack_expansion();
  // Statistics of a batch need all of its images at once.
  const bool all = keeps || filtered.by_batch() || projected.by_batch();
  const int64_t step = all ? images : std::min(slice, images);
  z = at::empty({step, shape.hidden_lanes * shape.out_pixels}, at::kFloat);
  y = at::empty({step, shape.out_channels * shape.out_pixels}, at::kFloat);
  for (int64_t start = 0; start < images; start += step) run(out, start, std::min(step, images - start));
  if (!keeps) z = y = at::Tensor();
  return out;
}

/// So many images from `start` on.
void InvertedResidual::run(const at::Tensor &out, int64_t start, int64_t count) {
  const InvertedShape s = sizes();
  const InvertedWeights w = weights();
  const int64_t lanes = s.hidden_lanes, channels = s.out_channels;
  const int64_t in_size = expand.shape.out_pixels() * s.in_channels, out_size = s.out_pixels * channels;
  const double values = static_cast<double>(count * s.out_pixels);

  std::vector<float> moments(filtered.by_batch() ? count * 2 * lanes : 0);
  share_freely(count, [&](int64_t n) {
    kernels.filter(s, w, image_of<float>(x, start + n, in_size), workspace().inverted(s),
        image_of<float>(z, n, lanes * s.out_pixels), moments.empty() ? nullptr : moments.data() + n * 2 * lanes);
  });
  if (filtered.by_batch())
    filtered.set(Sums(moments, count, expand.outputs, lanes, [&](int64_t c) { return hidden.place[c]; }), values);

  const Channels scale = hidden.spread(filtered.scale), shift = hidden.spread(filtered.shift);
  moments.assign(projected.by_batch() ? count * 2 * channels : 0, 0);
  share_freely(count, [&](int64_t n) {
    HiddenNormalization norm{scale.data(), shift.data(), nullptr, nullptr, nullptr, nullptr};
    const float *hidden_values = image_of<float>(z, n, lanes * s.out_pixels);
    Channels scale_room, shift_room;
    if (excitation) {
      Channels sums(2 * lanes, 0), dense(2 * expand.outputs);
      kernels.count(s, norm, hidden_values, sums.data());
      for (int64_t c = 0; c < expand.outputs; ++c) {
        dense[c] = sums[hidden.place[c]];
        dense[expand.outputs + c] = sums[lanes + hidden.place[c]];
      }
      excitation->set(start + n, dense.data(), dense.data() + expand.outputs, filtered);
      norm.scale = gated(scale, start + n, scale_room);
      norm.shift = gated(shift, start + n, shift_room);
    }
    kernels.project(s, w, norm, hidden_values, workspace().inverted(s), image_of<float>(y, n, out_size),
        moments.empty() ? nullptr : moments.data() + n * 2 * channels);
  });
  if (projected.by_batch()) projected.set(Sums(moments, count, channels), values);

  share_freely(count, [&](int64_t n) {
    Channels scale_room, shift_room;
    kernels.finish(s, image_of<float>(y, n, out_size), times_factor(projected.scale, start + n, scale_room),
        times_factor(projected.shift, start + n, shift_room),
        is_residual ? image_of<float>(x, start + n, in_size) : nullptr, image_of<float>(out, start + n, out_size));
  });
}

}  // namespace ctorch
