// SPDX-License-Identifier: Apache-2.0
//
// The parts of a decoder.

#pragma once
#include "../support.hpp"
#include "cached_attention.hpp"
#include "fused.hpp"
#include "gate.hpp"
#include "linear.hpp"

namespace shim {

int32_t matmul(AssayRef a, AssayRef b, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::matmul(at(a), at(b))))
}

int32_t linear(AssayRef a, AssayRef weight, AssayRef bias, AssayRef *out) {
  ASSAY_GUARD(*out = own(linear_layer::linear(at(a), at(weight), maybe(bias))))
}

int32_t embedding(AssayRef weight, AssayRef tokens, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::embedding(at(weight), at(tokens))))
}

int32_t rms_norm(AssayRef a, AssayRef weight, double epsilon, AssayRef *out) {
  ASSAY_GUARD({
    const auto &x = at(a);
    TORCH_CHECK(x.dim() > 0, "a scalar has no dimension to normalise");
    *out = own(fused::rms_norm(x, maybe(weight), epsilon));
  })
}

int32_t layer_norm(
    AssayRef a, AssayRef weight, AssayRef bias, double epsilon, AssayRef *out) {
  ASSAY_GUARD({
    const auto &x = at(a);
    TORCH_CHECK(x.dim() > 0, "a scalar has no dimension to normalise");
    *out = own(at::layer_norm(x, {x.size(-1)}, maybe(weight), maybe(bias), epsilon));
  })
}

int32_t softmax(AssayRef a, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::softmax(at(a), dim)))
}

int32_t log_softmax(AssayRef a, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::log_softmax(at(a), dim)))
}

// The numbers of the reductions are those of `Tensor.Reduction`: none, mean, sum.
int32_t cross_entropy(
    AssayRef logits, AssayRef targets, AssayInt ignored, int32_t reduction, AssayRef *out) {
  ASSAY_GUARD({
    *out = own(at::cross_entropy_loss(at(logits), at(targets), {}, reduction, ignored, 0.0));
  })
}

int32_t attention(
    AssayRef q, AssayRef k, AssayRef v, AssayRef mask, bool causal, const double *scale,
    bool grouped, AssayRef *out) {
  ASSAY_GUARD({
    std::optional<double> factor;
    if (scale != nullptr) factor = *scale;
    *out = own(
        causal_attention::fits(at(q), at(k), at(v), causal, mask != nullptr, grouped)
            ? causal_attention::causal(at(q), at(k), at(v), factor)
            : at::scaled_dot_product_attention(
                at(q), at(k), at(v), maybe(mask), 0.0, causal, factor, grouped));
  })
}

int32_t cached_attention_(
    AssayRef q, AssayRef k, AssayRef v, AssayRef keys, AssayRef values, AssayRef starts,
    AssayInt column, AssayRef *out) {
  ASSAY_GUARD({
    *out = own(cached_attention::step(
        at(q), at(k), at(v), at(keys), at(values), at(starts), column));
  })
}

int32_t rotary(AssayRef a, AssayRef cosine, AssayRef sine, AssayRef *out) {
  ASSAY_GUARD({
    const auto &x = at(a);
    TORCH_CHECK(
        x.dim() > 0 && x.size(-1) % 2 == 0 && at(cosine).dim() > 0 && at(sine).dim() > 0
            && at(cosine).size(-1) == x.size(-1) / 2 && at(sine).size(-1) == x.size(-1) / 2,
        "the tables must hold half of the last dimension, which must be even");
    *out = own(fused::rotated(x, at(cosine), at(sine)));
  })
}

int32_t swiglu(AssayRef gate, AssayRef up, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::mul(at::silu(at(gate)), at(up))))
}

int32_t swiglu_packed(AssayRef a, AssayRef *out) {
  ASSAY_GUARD({
    const auto &x = at(a);
    TORCH_CHECK(x.dim() > 0 && x.size(-1) % 2 == 0, "the last dimension must hold two halves");
    *out = own(gate::gated(x));
  })
}

int32_t dropout(AssayRef a, double probability, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::dropout(at(a), probability, true)))
}

}  // namespace shim
