// SPDX-License-Identifier: Apache-2.0
//
// The library itself: errors, threads, seeds, devices.

#pragma once
#include "../support.hpp"

namespace shim {

const char *last_error(void) { return message.c_str(); }

AssayInt live_handles(void) { return live.load(std::memory_order_relaxed); }

int32_t set_seed(uint64_t seed) { ASSAY_GUARD(at::manual_seed(seed)) }

int32_t set_threads(int32_t count) { ASSAY_GUARD(at::set_num_threads(count)) }

int32_t threads(void) { return at::get_num_threads(); }

int32_t flush_denormals(bool on) {
  ASSAY_GUARD(TORCH_CHECK(
      at::globalContext().setFlushDenormal(on), "this processor cannot flush denormals"))
}

const char *cpu_capability(void) {
  static const std::string name = at::get_cpu_capability();
  return name.c_str();
}

const char *configuration(void) {
  static const std::string text = at::show_config() + at::get_parallel_info();
  return text.c_str();
}

int32_t cuda_count(void) {
  try {
    return at::hasCUDA() ? int32_t(at::accelerator::deviceCount()) : 0;
  } catch (...) {
    return 0;
  }
}

inline void require_cuda() { TORCH_CHECK(at::hasCUDA(), "this libtorch has no CUDA device"); }

int32_t cuda_synchronize(int32_t device) {
  ASSAY_GUARD({
    require_cuda();
    at::accelerator::synchronizeDevice(static_cast<c10::DeviceIndex>(device));
  })
}

int32_t cuda_memory(int32_t device, AssayInt *allocated, AssayInt *reserved, AssayInt *peak) {
  ASSAY_GUARD({
    require_cuda();
    const auto stats = at::getDeviceAllocator(at::kCUDA)->getDeviceStats(
        static_cast<c10::DeviceIndex>(device));
    *allocated = stats.allocated_bytes[0].current;
    *reserved = stats.reserved_bytes[0].current;
    *peak = stats.allocated_bytes[0].peak;
  })
}

int32_t cuda_empty_cache(void) {
  ASSAY_GUARD({
    require_cuda();
    at::getDeviceAllocator(at::kCUDA)->emptyCache();
  })
}

}  // namespace shim
