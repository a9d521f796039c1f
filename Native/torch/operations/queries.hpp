// SPDX-License-Identifier: Apache-2.0
//
// Looking at tensors and reading their elements.

#pragma once
#include "../support.hpp"

namespace shim {

AssayInt rank(AssayRef a) { return at(a).dim(); }

AssayInt shape(AssayRef a, AssayInt *sizes, AssayInt capacity) {
  const auto found = at(a).sizes();
  for (AssayInt i = 0; i < std::min<AssayInt>(capacity, found.size()); ++i) sizes[i] = found[i];
  return found.size();
}

AssayInt count(AssayRef a) { return at(a).numel(); }

int32_t dtype(AssayRef a) { return number(at(a).scalar_type()); }

int32_t device(AssayRef a) {
  const auto place = at(a).device();
  return place.is_cpu() ? -1 : std::max<int32_t>(place.index(), 0);
}

bool is_contiguous(AssayRef a) { return at(a).is_contiguous(); }

bool requires_grad(AssayRef a) { return at(a).requires_grad(); }

int32_t read(AssayRef a, int32_t dtype, void *values, AssayInt count) {
  ASSAY_GUARD({
    const auto plain = at(a).detach().to(options(dtype, -1)).contiguous();
    TORCH_CHECK(plain.numel() == count, "room for ", count, " elements of ", plain.numel());
    if (count > 0) std::memcpy(values, plain.const_data_ptr(), plain.nbytes());
  })
}

int32_t item(AssayRef a, double *value) { ASSAY_GUARD(*value = at(a).item().toDouble()) }

int32_t data(AssayRef a, void **bytes, AssayInt *byte_count) {
  ASSAY_GUARD({
    const auto &tensor = at(a);
    TORCH_CHECK(tensor.is_cpu(), "the elements are not in the processor's memory");
    TORCH_CHECK(tensor.is_contiguous(), "the elements are not contiguous");
    *bytes = tensor.data_ptr();
    *byte_count = tensor.nbytes();
  })
}

}  // namespace shim
