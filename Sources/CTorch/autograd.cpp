#include <ATen/ops/zeros_like.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include "boundary.h"

using namespace ctorch;

ct_status ct_set_grad_enabled(bool enabled, bool *before) {
  return boundary([&] {
    *before = c10::GradMode::is_enabled();
    c10::GradMode::set_enabled(enabled);
  });
}

ct_status ct_set_requires_grad(ct_tensor self, bool enabled) {
  return boundary([&] { tensor(self).set_requires_grad(enabled); });
}

ct_status ct_requires_grad(ct_tensor self, bool *out) {
  return boundary([&] { *out = tensor(self).requires_grad(); });
}

ct_status ct_detach(ct_tensor self, out_tensor out) {
  return boundary([&] { *out = handle(tensor(self).detach()); });
}

ct_status ct_gradients(ct_tensor output, ct_tensor cotangent, in_tensors inputs, int32_t count, ct_tensor *out) {
  return boundary([&] {
    const auto sources = list(inputs, count);
    std::vector<at::Tensor> cotangents;
    if (cotangent) cotangents.push_back(tensor(cotangent));
    auto gradients = torch::autograd::grad(
        {tensor(output)}, sources, cotangents, std::nullopt, /*create_graph=*/false, /*allow_unused=*/true);
    for (int32_t i = 0; i < count; ++i)
      if (!gradients[i].defined()) gradients[i] = at::zeros_like(sources[i]);
    // Nothing can fail any more, so no handle is lost.
    for (int32_t i = 0; i < count; ++i) out[i] = handle(std::move(gradients[i]));
  });
}
