// SPDX-License-Identifier: Apache-2.0
//
// From many elements to few, and orders. An empty list of dimensions means all of them.

#pragma once
#include "../support.hpp"

namespace shim {

int32_t sum(AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::sum(at(a), dimensions(dims, count), keep)))
}

int32_t mean(AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::mean(at(a), dimensions(dims, count), keep)))
}

int32_t amax(AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::amax(at(a), ints(dims, count), keep)))
}

int32_t amin(AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::amin(at(a), ints(dims, count), keep)))
}

int32_t logsumexp(AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::logsumexp(at(a), ints(dims, count), keep)))
}

int32_t argmax(AssayRef a, AssayInt dim, bool keep, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::argmax(at(a), dim, keep)))
}

int32_t any(AssayRef a, AssayRef *out) { ASSAY_GUARD(*out = own(at::any(at(a)))) }

int32_t all(AssayRef a, AssayRef *out) { ASSAY_GUARD(*out = own(at::all(at(a)))) }

int32_t cumsum(AssayRef a, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::cumsum(at(a), dim)))
}

int32_t topk(
    AssayRef a, AssayInt k, AssayInt dim, bool largest, AssayRef *values, AssayRef *indices) {
  ASSAY_GUARD({
    auto [found, places] = at::topk(at(a), k, dim, largest, true);
    *values = own(found);
    *indices = own(places);
  })
}

int32_t sort(AssayRef a, AssayInt dim, bool descending, AssayRef *values, AssayRef *indices) {
  // Stable, so that equal elements keep their order on every machine.
  ASSAY_GUARD({
    auto [found, places] = at::sort(at(a), std::optional<bool>(true), dim, descending);
    *values = own(found);
    *indices = own(places);
  })
}

}  // namespace shim
