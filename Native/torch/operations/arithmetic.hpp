// SPDX-License-Identifier: Apache-2.0
//
// Element by element.

#pragma once
#include "../support.hpp"

namespace shim {

#define ASSAY_UNARY(name, function) \
  int32_t name(AssayRef a, AssayRef *out) { ASSAY_GUARD(*out = own(function(at(a)))) }
#define ASSAY_BINARY(name, function) \
  int32_t name(AssayRef a, AssayRef b, AssayRef *out) { ASSAY_GUARD(*out = own(function(at(a), at(b)))) }

ASSAY_BINARY(add, at::add)
ASSAY_BINARY(sub, at::sub)
ASSAY_BINARY(mul, at::mul)
ASSAY_BINARY(div, at::div)
ASSAY_BINARY(maximum, at::maximum)
ASSAY_BINARY(minimum, at::minimum)
ASSAY_BINARY(logical_and, at::logical_and)
ASSAY_BINARY(logical_or, at::logical_or)

// A whole number keeps a tensor of integers a tensor of integers.
inline at::Scalar scalar_for(const at::Tensor &tensor, double value) {
  if (at::isIntegralType(tensor.scalar_type(), true) && std::trunc(value) == value
      && std::abs(value) < 9.0e15) {
    return at::Scalar(static_cast<int64_t>(value));
  }
  return at::Scalar(value);
}

int32_t add_scalar(AssayRef a, double b, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::add(at(a), scalar_for(at(a), b))))
}

int32_t mul_scalar(AssayRef a, double b, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::mul(at(a), scalar_for(at(a), b))))
}

int32_t pow_scalar(AssayRef a, double exponent, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::pow(at(a), scalar_for(at(a), exponent))))
}

int32_t div_scalar(AssayRef a, double b, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::div(at(a), b)))
}

int32_t rsub_scalar(AssayRef a, double b, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::rsub(at(a), scalar_for(at(a), b))))
}

int32_t clamp(AssayRef a, const double *low, const double *high, AssayRef *out) {
  ASSAY_GUARD({
    std::optional<at::Scalar> least;
    std::optional<at::Scalar> most;
    if (low != nullptr) least = scalar_for(at(a), *low);
    if (high != nullptr) most = scalar_for(at(a), *high);
    *out = own(at::clamp(at(a), least, most));
  })
}

ASSAY_UNARY(neg, at::neg)
ASSAY_UNARY(abs, at::abs)
ASSAY_UNARY(exp, at::exp)
ASSAY_UNARY(log, at::log)
ASSAY_UNARY(sqrt, at::sqrt)
ASSAY_UNARY(rsqrt, at::rsqrt)
ASSAY_UNARY(reciprocal, at::reciprocal)
ASSAY_UNARY(sin, at::sin)
ASSAY_UNARY(cos, at::cos)
ASSAY_UNARY(tanh, at::tanh)
ASSAY_UNARY(sigmoid, at::sigmoid)
ASSAY_UNARY(relu, at::relu)
ASSAY_UNARY(silu, at::silu)
ASSAY_UNARY(logical_not, at::logical_not)
ASSAY_UNARY(is_finite, at::isfinite)

int32_t gelu(AssayRef a, bool tanh_form, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::gelu(at(a), tanh_form ? "tanh" : "none")))
}

// The numbers of the relations are those of `Tensor.Relation`.
template <typename Right>
at::Tensor compared(int32_t relation, const at::Tensor &a, const Right &b) {
  switch (relation) {
    case 0: return at::eq(a, b);
    case 1: return at::ne(a, b);
    case 2: return at::lt(a, b);
    case 3: return at::le(a, b);
    case 4: return at::gt(a, b);
    case 5: return at::ge(a, b);
    default: TORCH_CHECK(false, "unknown relation ", relation);
  }
}

int32_t compare(int32_t relation, AssayRef a, AssayRef b, AssayRef *out) {
  ASSAY_GUARD(*out = own(compared(relation, at(a), at(b))))
}

int32_t compare_scalar(int32_t relation, AssayRef a, double b, AssayRef *out) {
  ASSAY_GUARD(*out = own(compared(relation, at(a), scalar_for(at(a), b))))
}

}  // namespace shim
