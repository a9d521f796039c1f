// SPDX-License-Identifier: Apache-2.0
//
// What changes its operand: caches and optimisers.

#pragma once
#include "../support.hpp"

namespace shim {

int32_t copy_(AssayRef a, AssayRef source) { ASSAY_GUARD(at(a).copy_(at(source))) }

int32_t fill_(AssayRef a, double value) { ASSAY_GUARD(at(a).fill_(value)) }

int32_t add_(AssayRef a, AssayRef b, double factor) { ASSAY_GUARD(at(a).add_(at(b), factor)) }

int32_t mul_(AssayRef a, AssayRef b) { ASSAY_GUARD(at(a).mul_(at(b))) }

int32_t mul_scalar_(AssayRef a, double b) { ASSAY_GUARD(at(a).mul_(b)) }

int32_t list_copy_(AssayRefs handles, AssayRefs sources, AssayInt count) {
  ASSAY_GUARD(if (count > 0) at::_foreach_copy_(list(handles, count), list(sources, count)))
}

int32_t list_add_(AssayRefs handles, AssayRefs others, AssayInt count, double factor) {
  ASSAY_GUARD(if (count > 0) at::_foreach_add_(list(handles, count), list(others, count), factor))
}

int32_t list_scale_(AssayRefs handles, AssayInt count, double factor) {
  ASSAY_GUARD(if (count > 0) at::_foreach_mul_(list(handles, count), factor))
}

// The Euclidean norm of all elements of all tensors, accumulated in fp32.
inline double norm_of(const std::vector<at::Tensor> &tensors) {
  if (tensors.empty()) return 0.0;
  const auto norms = at::_foreach_norm(tensors, 2, at::kFloat);
  return at::linalg_vector_norm(at::stack(norms)).item<double>();
}

int32_t list_norm(AssayRefs handles, AssayInt count, double *norm) {
  ASSAY_GUARD(*norm = norm_of(list(handles, count)))
}

int32_t list_clip_norm_(AssayRefs handles, AssayInt count, double limit, double *norm) {
  ASSAY_GUARD({
    const auto tensors = list(handles, count);
    *norm = norm_of(tensors);
    const double factor = limit / (*norm + 1e-6);
    if (factor < 1.0) at::_foreach_mul_(tensors, factor);
  })
}

// The fused kernel takes parameters and state of one type, so one call serves one type and device.
int32_t adamw_(
    AssayRefs parameters, AssayRefs gradients, AssayRefs means, AssayRefs squares, AssayInt count,
    AssayInt step, double rate, double beta1, double beta2, double decay, double epsilon) {
  ASSAY_GUARD({
    if (count == 0) return ASSAY_TORCH_OK;
    at::NoGradGuard guard;
    const auto weights = list(parameters, count);
    const std::vector<at::Tensor> steps(
        count, at::full({}, double(step), weights[0].options().dtype(at::kFloat)));
    at::_fused_adamw_(
        weights, list(gradients, count), list(means, count), list(squares, count), {}, steps, rate,
        beta1, beta2, decay, epsilon, /*amsgrad=*/false, /*maximize=*/false);
  })
}

}  // namespace shim
