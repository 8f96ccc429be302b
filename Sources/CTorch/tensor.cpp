#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/constant_pad_nd.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <ATen/ops/index.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/unbind.h>
#include <ATen/ops/zeros_like.h>

#include <cstring>

#include "boundary.h"

using namespace ctorch;

void ct_free(ct_tensor self) {
  c10::intrusive_ptr<c10::TensorImpl>::reclaim(reinterpret_cast<c10::TensorImpl *>(self));
}

ct_status ct_from_bytes(
    const void *bytes, ct_dtype dtype, in_sizes shape, int32_t rank, ct_device place, out_tensor out) {
  return boundary([&] {
    auto borrowed = at::from_blob(const_cast<void *>(bytes), sizes(shape, rank), at::TensorOptions(scalar_type(dtype)));
    *out = handle(borrowed.to(device(place), scalar_type(dtype), false, /*copy=*/true));
  });
}

ct_status ct_full(in_sizes shape, int32_t rank, double value, ct_dtype dtype, ct_device place, out_tensor out) {
  return boundary([&] {
    *out = handle(at::full(sizes(shape, rank), value, at::TensorOptions(scalar_type(dtype)).device(device(place))));
  });
}

ct_status ct_zeros_like(ct_tensor self, out_tensor out) {
  return boundary([&] { *out = handle(at::zeros_like(tensor(self))); });
}

ct_status ct_arange(int64_t count, ct_device place, out_tensor out) {
  return boundary([&] { *out = handle(at::arange(count, at::TensorOptions(at::kLong).device(device(place)))); });
}

ct_status ct_to_bytes(ct_tensor self, void *bytes, size_t size) {
  return boundary([&] {
    auto host = tensor(self).detach().to(at::kCPU).contiguous();
    TORCH_CHECK(host.nbytes() == size, "expected room for ", host.nbytes(), " bytes, got ", size);
    if (size > 0) std::memcpy(bytes, host.const_data_ptr(), size);
  });
}

ct_status ct_item(ct_tensor self, double *out) {
  return boundary([&] { *out = tensor(self).item().toDouble(); });
}

ct_status ct_rank(ct_tensor self, int32_t *out) {
  return boundary([&] { *out = static_cast<int32_t>(tensor(self).dim()); });
}

ct_status ct_size(ct_tensor self, int32_t dimension, int64_t *out) {
  return boundary([&] { *out = tensor(self).size(dimension); });
}

ct_status ct_stride(ct_tensor self, int32_t dimension, int64_t *out) {
  return boundary([&] { *out = tensor(self).stride(dimension); });
}

ct_status ct_count(ct_tensor self, int64_t *out) {
  return boundary([&] { *out = tensor(self).numel(); });
}

static ct_dtype dtype_of(at::ScalarType type) {
  switch (type) {
    case at::kByte: return CT_UINT8;
    case at::kLong: return CT_INT64;
    case at::kFloat: return CT_FLOAT32;
    case at::kDouble: return CT_FLOAT64;
    case at::kBool: return CT_BOOL;
    case at::kInt: return CT_INT32;
    case at::kBFloat16: return CT_BFLOAT16;
    default: TORCH_CHECK(false, "elements of type ", type, ", which has no name here");
  }
}

ct_status ct_get_dtype(ct_tensor self, ct_dtype *out) {
  return boundary([&] { *out = dtype_of(tensor(self).scalar_type()); });
}

ct_status ct_get_device(ct_tensor self, ct_device *out) {
  return boundary([&] {
    const auto place = tensor(self).device();
    *out = place.is_cuda() ? CT_CUDA : place.is_mps() ? CT_MPS : CT_CPU;
  });
}

ct_status ct_to_dtype(ct_tensor self, ct_dtype dtype, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).to(scalar_type(dtype))); });
}

ct_status ct_to_device(ct_tensor self, ct_device place, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).to(device(place))); });
}

ct_status ct_clone(ct_tensor self, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).clone()); });
}

ct_status ct_contiguous(ct_tensor self, bool channels_last, out_tensor out) {
  return boundary([&] {
    *out =
        handle(tensor(self).contiguous(channels_last ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous));
  });
}

ct_status ct_copy_(ct_tensor self, ct_tensor source) {
  return boundary([&] { tensor(self).copy_(tensor(source)); });
}

ct_status ct_reshape(ct_tensor self, in_sizes shape, int32_t rank, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).reshape(sizes(shape, rank))); });
}

ct_status ct_permute(ct_tensor self, in_sizes dimensions, int32_t rank, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).permute(sizes(dimensions, rank))); });
}

ct_status ct_slice(ct_tensor self, int32_t dimension, int64_t start, int64_t end, int64_t step, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).slice(dimension, start, end, step)); });
}

ct_status ct_select(ct_tensor self, int32_t dimension, int64_t index, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).select(dimension, index)); });
}

ct_status ct_pad(ct_tensor self, in_sizes pads, int32_t count, out_tensor out) {
  return boundary([&] { *out = handle(at::constant_pad_nd(tensor(self), sizes(pads, count))); });
}

ct_status ct_unbind(ct_tensor self, int32_t dimension, int32_t count, ct_tensor *out) {
  return boundary([&] {
    auto parts = at::unbind(tensor(self), dimension);
    TORCH_CHECK(static_cast<int32_t>(parts.size()) == count, "expected ", count, " parts, got ", parts.size());
    for (auto &part : parts) *out++ = handle(std::move(part));
  });
}

ct_status ct_cat(in_tensors tensors, int32_t count, int32_t dimension, out_tensor out) {
  return boundary([&] { *out = handle(at::cat(list(tensors, count), dimension)); });
}

ct_status ct_stack(in_tensors tensors, int32_t count, int32_t dimension, out_tensor out) {
  return boundary([&] { *out = handle(at::stack(list(tensors, count), dimension)); });
}

ct_status ct_index_select(ct_tensor self, int32_t dimension, ct_tensor indices, out_tensor out) {
  return boundary([&] { *out = handle(at::index_select(tensor(self), dimension, tensor(indices))); });
}

ct_status ct_index(ct_tensor self, in_tensors indices, int32_t count, out_tensor out) {
  return boundary([&] {
    c10::List<std::optional<at::Tensor>> positions;
    for (int32_t i = 0; i < count; ++i) positions.push_back(tensor(indices[i]));
    *out = handle(at::index(tensor(self), positions));
  });
}
