// SPDX-License-Identifier: Apache-2.0
//
// What every operation is written with: handles, types, devices and the one exception barrier.

#pragma once

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/DeviceAccelerator.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/version.h>

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "assay_torch_table.h"

namespace shim {

static_assert(sizeof(AssayInt) == sizeof(int64_t), "shapes are 64 bits wide");

inline std::atomic<AssayInt> live{0};
inline thread_local std::string message;

/// Turns the exception in flight into a status and a message. Never throws.
inline int32_t report() noexcept {
  try {
    try {
      throw;
    } catch (const c10::OutOfMemoryError &error) {
      message = error.what_without_backtrace();
      return ASSAY_TORCH_OUT_OF_MEMORY;
    } catch (const c10::Error &error) {
      message = error.what_without_backtrace();
      return ASSAY_TORCH_FAILED;
    } catch (const std::bad_alloc &) {
      message = "out of memory";
      return ASSAY_TORCH_OUT_OF_MEMORY;
    } catch (const std::exception &error) {
      message = error.what();
      return ASSAY_TORCH_FAILED;
    } catch (...) {
      message = "an exception of an unknown type";
      return ASSAY_TORCH_FAILED;
    }
  } catch (...) {
    return ASSAY_TORCH_OUT_OF_MEMORY;
  }
}

/// The body of every operation that can fail.
#define ASSAY_GUARD(...)           \
  try {                            \
    __VA_ARGS__;                   \
    return ASSAY_TORCH_OK;         \
  } catch (...) {                  \
    return ::shim::report();       \
  }

/// Borrows the tensor behind a handle.
inline at::Tensor &at(AssayRef handle) {
  TORCH_CHECK(handle != nullptr, "a tensor is missing");
  return *reinterpret_cast<at::Tensor *>(handle);
}

/// A tensor that may be absent.
inline std::optional<at::Tensor> maybe(AssayRef handle) {
  if (handle == nullptr) return std::nullopt;
  return *reinterpret_cast<at::Tensor *>(handle);
}

/// Gives a tensor to the caller; an undefined one becomes a null handle.
inline AssayRef own(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  auto *handle = new at::Tensor(std::move(tensor));
  live.fetch_add(1, std::memory_order_relaxed);
  return reinterpret_cast<AssayRef>(handle);
}

inline at::IntArrayRef ints(AssayInts values, AssayInt count) {
  return {reinterpret_cast<const int64_t *>(values), static_cast<size_t>(count)};
}

inline at::OptionalIntArrayRef dimensions(AssayInts values, AssayInt count) {
  if (count == 0) return std::nullopt;
  return ints(values, count);
}

inline std::vector<at::Tensor> list(AssayRefs handles, AssayInt count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (AssayInt i = 0; i < count; ++i) tensors.push_back(at(handles[i]));
  return tensors;
}

inline constexpr at::ScalarType kinds[] = {
    at::kFloat, at::kBFloat16, at::kHalf, at::kDouble, at::kLong,
    at::kInt,   at::kShort,    at::kChar, at::kByte,   at::kBool};

inline at::ScalarType kind(int32_t dtype) {
  TORCH_CHECK(dtype >= 0 && dtype < int32_t(std::size(kinds)), "unknown element type ", dtype);
  return kinds[dtype];
}

inline int32_t number(at::ScalarType type) {
  for (size_t i = 0; i < std::size(kinds); ++i) {
    if (kinds[i] == type) return int32_t(i);
  }
  return -1;
}

/// The processor is -1, an accelerator its index.
inline at::Device place(int32_t device) {
  return device < 0 ? at::Device(at::kCPU)
                    : at::Device(at::kCUDA, static_cast<c10::DeviceIndex>(device));
}

inline at::TensorOptions options(int32_t dtype, int32_t device) {
  return at::TensorOptions().dtype(kind(dtype)).device(place(device));
}

}  // namespace shim
