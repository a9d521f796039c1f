// SPDX-License-Identifier: Apache-2.0
//
// Views, joins and cuts.

#pragma once
#include "../support.hpp"

namespace shim {

int32_t reshape(AssayRef a, AssayInts shape, AssayInt rank, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).reshape(ints(shape, rank))))
}

int32_t permute(AssayRef a, AssayInts order, AssayInt rank, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).permute(ints(order, rank))))
}

int32_t transpose(AssayRef a, AssayInt first, AssayInt second, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).transpose(first, second)))
}

int32_t expand(AssayRef a, AssayInts shape, AssayInt rank, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).expand(ints(shape, rank))))
}

int32_t repeat_interleave(AssayRef a, AssayInt times, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).repeat_interleave(times, dim)))
}

int32_t unsqueeze(AssayRef a, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).unsqueeze(dim)))
}

int32_t squeeze(AssayRef a, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).squeeze(dim)))
}

int32_t slice(
    AssayRef a, AssayInt dim, AssayInt start, AssayInt end, AssayInt step, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).slice(dim, start, end, step)))
}

int32_t narrow(AssayRef a, AssayInt dim, AssayInt start, AssayInt length, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).narrow(dim, start, length)))
}

int32_t select(AssayRef a, AssayInt dim, AssayInt index, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).select(dim, index)))
}

int32_t pad(AssayRef a, AssayInts widths, AssayInt count, double value, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::constant_pad_nd(at(a), ints(widths, count), value)))
}

int32_t cat(AssayRefs handles, AssayInt count, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::cat(list(handles, count), dim)))
}

int32_t stack(AssayRefs handles, AssayInt count, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::stack(list(handles, count), dim)))
}

int32_t split(AssayRef a, AssayInts sizes, AssayInt count, AssayInt dim, AssayRef *out) {
  ASSAY_GUARD({
    const auto parts = at(a).split_with_sizes(ints(sizes, count), dim);
    for (size_t i = 0; i < parts.size(); ++i) out[i] = own(parts[i]);
  })
}

int32_t flip(AssayRef a, AssayInt dim, AssayRef *out) { ASSAY_GUARD(*out = own(at(a).flip(dim))) }

int32_t tril(AssayRef a, AssayInt diagonal, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).tril(diagonal)))
}

int32_t triu(AssayRef a, AssayInt diagonal, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).triu(diagonal)))
}

}  // namespace shim
