// SPDX-License-Identifier: Apache-2.0
//
// Gradients as a function of outputs and inputs; nothing is stored in the tensors.

#pragma once
#include "../support.hpp"

namespace shim {

int32_t set_requires_grad(AssayRef a, bool on) { ASSAY_GUARD(at(a).set_requires_grad(on)) }

// Null among the output gradients stands for ones; null in the result for an unused input.
int32_t gradients(
    AssayRefs outputs, AssayRefs output_gradients, AssayInt output_count, AssayRefs inputs,
    AssayInt input_count, bool retain, AssayRef *out) {
  ASSAY_GUARD({
    TORCH_CHECK(at::GradMode::is_enabled(), "gradients are asked for where they are switched off");
    std::vector<at::Tensor> seeds;
    for (AssayInt i = 0; output_gradients != nullptr && i < output_count; ++i) {
      seeds.push_back(maybe(output_gradients[i]).value_or(at::Tensor()));
    }
    const auto found = torch::autograd::grad(
        list(outputs, output_count), list(inputs, input_count), seeds, retain,
        /*create_graph=*/false, /*allow_unused=*/true);
    for (AssayInt i = 0; i < input_count; ++i) out[i] = own(found[i]);
  })
}

bool set_grad_enabled(bool on) {
  const bool previous = at::GradMode::is_enabled();
  at::GradMode::set_enabled(on);
  return previous;
}

bool grad_enabled(void) { return at::GradMode::is_enabled(); }

void *inference_enter(void) {
  try {
    return new c10::InferenceMode(true);
  } catch (...) {
    return nullptr;
  }
}

void inference_leave(void *guard) { delete static_cast<c10::InferenceMode *>(guard); }

}  // namespace shim
