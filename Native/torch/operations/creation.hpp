// SPDX-License-Identifier: Apache-2.0
//
// Making, copying, converting and freeing tensors.

#pragma once
#include "../support.hpp"

namespace shim {

int32_t empty(AssayInts shape, AssayInt rank, int32_t dtype, int32_t device, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::empty(ints(shape, rank), options(dtype, device))))
}

int32_t full(
    AssayInts shape, AssayInt rank, double value, int32_t dtype, int32_t device, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::full(ints(shape, rank), value, options(dtype, device))))
}

int32_t arange(
    double start, double end, double step, int32_t dtype, int32_t device, AssayRef *out) {
  ASSAY_GUARD(*out = own(at::arange(start, end, step, options(dtype, device))))
}

int32_t from_values(
    const void *bytes, AssayInts shape, AssayInt rank, int32_t dtype, int32_t device,
    AssayRef *out) {
  ASSAY_GUARD({
    auto tensor = at::empty(ints(shape, rank), options(dtype, -1));
    if (tensor.nbytes() > 0) std::memcpy(tensor.data_ptr(), bytes, tensor.nbytes());
    *out = own(device < 0 ? tensor : tensor.to(place(device)));
  })
}

int32_t from_blob(
    void *bytes, AssayInts shape, AssayInt rank, int32_t dtype, void *context,
    void (*deleter)(void *), AssayRef *out) {
  ASSAY_GUARD({
    *out = own(at::from_blob(
        bytes, ints(shape, rank), [context, deleter](void *) { deleter(context); },
        options(dtype, -1)));
  })
}

int32_t normal(
    AssayInts shape, AssayInt rank, double mean, double deviation, uint64_t seed, int32_t dtype,
    int32_t device, AssayRef *out) {
  // Drawn on the processor in fp32, so that a seed means the same numbers everywhere.
  ASSAY_GUARD({
    auto generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    auto drawn = at::empty(ints(shape, rank), options(0, -1)).normal_(mean, deviation, generator);
    *out = own(drawn.to(options(dtype, device)));
  })
}

int32_t uniform(
    AssayInts shape, AssayInt rank, double low, double high, uint64_t seed, int32_t dtype,
    int32_t device, AssayRef *out) {
  ASSAY_GUARD({
    auto generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    auto drawn = at::empty(ints(shape, rank), options(0, -1)).uniform_(low, high, generator);
    *out = own(drawn.to(options(dtype, device)));
  })
}

int32_t clone(AssayRef a, AssayRef *out) { ASSAY_GUARD(*out = own(at(a).clone())) }

int32_t alias(AssayRef a, AssayRef *out) { ASSAY_GUARD(*out = own(at(a))) }

int32_t to(AssayRef a, int32_t dtype, int32_t device, AssayRef *out) {
  ASSAY_GUARD(*out = own(at(a).to(options(dtype, device))))
}

int32_t contiguous(AssayRef a, AssayRef *out) { ASSAY_GUARD(*out = own(at(a).contiguous())) }

int32_t detach(AssayRef a, AssayRef *out) { ASSAY_GUARD(*out = own(at(a).detach())) }

void release(AssayRef a) {
  if (a == nullptr) return;
  live.fetch_sub(1, std::memory_order_relaxed);
  try {
    delete reinterpret_cast<at::Tensor *>(a);
  } catch (...) {
    // A destructor that throws has nobody to tell: the handle is gone either way.
  }
}

}  // namespace shim
