// SPDX-License-Identifier: Apache-2.0
//
// Reading and writing elements by index or mask.

#pragma once
#include "../support.hpp"

namespace shim {

// A null handle in the list means "every element of this dimension".
inline c10::List<std::optional<at::Tensor>> indices_of(AssayRefs handles, AssayInt count) {
  c10::List<std::optional<at::Tensor>> indices;
  indices.reserve(count);
  for (AssayInt i = 0; i < count; ++i) indices.push_back(maybe(handles[i]));
  return indices;
}

int32_t index_select(AssayRef a, AssayInt dim, AssayRef index, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).index_select(dim, at(index))))
}

int32_t index(AssayRef a, AssayRefs indices, AssayInt count, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::index(at(a), indices_of(indices, count))))
}

int32_t gather(AssayRef a, AssayInt dim, AssayRef index, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).gather(dim, at(index))))
}

int32_t scatter(AssayRef a, AssayInt dim, AssayRef index, AssayRef source, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).scatter(dim, at(index), at(source))))
}

int32_t scatter_add(AssayRef a, AssayInt dim, AssayRef index, AssayRef source, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).scatter_add(dim, at(index), at(source))))
}

int32_t where(AssayRef condition, AssayRef a, AssayRef b, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::where(at(condition), at(a), at(b))))
}

int32_t masked_fill(AssayRef a, AssayRef mask, double value, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).masked_fill(at(mask), value)))
}

int32_t masked_select(AssayRef a, AssayRef mask, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).masked_select(at(mask))))
}

int32_t index_copy_(AssayRef a, AssayInt dim, AssayRef index, AssayRef source) {
  ASSAY_GUARD(at(a).index_copy_(dim, at(index), at(source)))
}

int32_t index_put_(
    AssayRef a, AssayRefs indices, AssayInt count, AssayRef values, bool accumulate) {
  ASSAY_GUARD(at::index_put_(at(a), indices_of(indices, count), at(values), accumulate))
}

}  // namespace shim
