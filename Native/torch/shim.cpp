// SPDX-License-Identifier: Apache-2.0
//
// The shim between the C table and libtorch. One translation unit, compiled with one call of the
// compiler for one version of libtorch; README.md says how to add an operation.

#include "support.hpp"

#include "operations/creation.hpp"
#include "operations/queries.hpp"
#include "operations/shapes.hpp"
#include "operations/indexing.hpp"
#include "operations/arithmetic.hpp"
#include "operations/reductions.hpp"
#include "operations/network.hpp"
#include "operations/in_place.hpp"
#include "operations/gradients.hpp"
#include "operations/state.hpp"

namespace {

// The version of the libtorch that runs, as its own description of its build states it.
const std::string &running_version() {
  static const std::string version = [] {
    const std::string settings = at::show_config();
    const std::string key = "TORCH_VERSION=";
    const auto start = settings.find(key);
    // A build that does not state its version is taken at the word of its headers.
    if (start == std::string::npos) return std::string(TORCH_VERSION);
    const auto first = start + key.size();
    return settings.substr(first, settings.find_first_of(", \n", first) - first);
  }();
  return version;
}

const AssayTorchTable table = {
#define ASSAY_TORCH_ENTRY_OF(result, name, arguments) &shim::name,
    ASSAY_TORCH_OPERATIONS(ASSAY_TORCH_ENTRY_OF)
#undef ASSAY_TORCH_ENTRY_OF
};

// `2.13.0+cpu` and `2.13.0` are the same interface: only the part before the sign is compared.
const std::string &compiled_version() {
  static const std::string version = [] {
    const std::string whole = TORCH_VERSION;
    return whole.substr(0, whole.find('+'));
  }();
  return version;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) const AssayTorchIdentity *
assay_torch_identity(void) {
  static const AssayTorchIdentity identity = {
      ASSAY_TORCH_SIGNATURE, compiled_version().c_str(), running_version().c_str(), __VERSION__,
      &table};
  return &identity;
}
