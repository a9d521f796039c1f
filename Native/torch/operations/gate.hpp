// SPDX-License-Identifier: Apache-2.0
//
// The gate of a SwiGLU block whose two factors stand side by side, as one product gives them: fp32 on
// the processor, forward and backward in one pass each.

#pragma once
#include "exponential.hpp"

namespace shim::gate {

/// `silu(gate) * up` for rows of gate and up.
ASSAY_KERNEL inline void forward_rows(
    const float *x, float *y, int64_t begin, int64_t end, int64_t size) {
  for (int64_t row = begin; row < end; ++row) {
    const float *gate = x + row * 2 * size, *up = gate + size;
    float *out = y + row * size;
    for (int64_t i = 0; i < size; i += fused::width) {
      fused::Lanes g, u;
      std::memcpy(&g, gate + i, sizeof g);
      std::memcpy(&u, up + i, sizeof u);
      fused::Lanes e = -g;
      fused::exponential(e);
      u *= g / (1.0f + e);
      std::memcpy(out + i, &u, sizeof u);
    }
  }
}

/// The gradients of both factors, side by side.
ASSAY_KERNEL inline void backward_rows(
    const float *x, const float *dy, float *dx, int64_t begin, int64_t end, int64_t size) {
  for (int64_t row = begin; row < end; ++row) {
    const float *gate = x + row * 2 * size, *up = gate + size, *grad = dy + row * size;
    float *dgate = dx + row * 2 * size, *dup = dgate + size;
    for (int64_t i = 0; i < size; i += fused::width) {
      fused::Lanes g, u, d;
      std::memcpy(&g, gate + i, sizeof g);
      std::memcpy(&u, up + i, sizeof u);
      std::memcpy(&d, grad + i, sizeof d);
      fused::Lanes e = -g;
      fused::exponential(e);
      const fused::Lanes logistic = 1.0f / (1.0f + e);
      const fused::Lanes by_up = d * g * logistic;
      const fused::Lanes by_gate = d * u * logistic * (1.0f + g * (1.0f - logistic));
      std::memcpy(dup + i, &by_up, sizeof by_up);
      std::memcpy(dgate + i, &by_gate, sizeof by_gate);
    }
  }
}

inline at::Tensor forward(const at::Tensor &x) {
  auto shape = x.sizes().vec();
  const auto size = shape.back() /= 2;
  auto y = at::empty(shape, x.options());
  const float *in = x.const_data_ptr<float>();
  float *out = y.data_ptr<float>();
  at::parallel_for(0, y.numel() / size, fused::grain(4 * size), [&](int64_t begin, int64_t end) {
    forward_rows(in, out, begin, end, size);
  });
  return y;
}

struct Gate : torch::autograd::Function<Gate> {
  static at::Tensor forward(torch::autograd::AutogradContext *context, const at::Tensor &x) {
    context->save_for_backward({x});
    return gate::forward(x);
  }

  static torch::autograd::variable_list backward(
      torch::autograd::AutogradContext *context, torch::autograd::variable_list gradients) {
    const auto x = context->get_saved_variables()[0];
    const auto dy = gradients[0].contiguous();
    auto dx = at::empty_like(x);
    const auto size = dy.size(-1);
    const float *in = x.const_data_ptr<float>(), *grad = dy.const_data_ptr<float>();
    float *out = dx.data_ptr<float>();
    at::parallel_for(0, dy.numel() / size, fused::grain(4 * size), [&](int64_t begin, int64_t end) {
      backward_rows(in, grad, out, begin, end, size);
    });
    return {dx};
  }
};

inline at::Tensor gated(const at::Tensor &x) {
  const auto size = x.size(-1) / 2;
  if (!fused::takes(x) || x.numel() == 0 || size % fused::width != 0) {
    return at::mul(at::silu(x.narrow(-1, 0, size)), x.narrow(-1, size, size));
  }
  const auto rows = x.contiguous();
  return fused::tracked(rows) ? Gate::apply(rows) : forward(rows);
}

}  // namespace shim::gate
