// SPDX-License-Identifier: Apache-2.0
//
// Loading the shim at run time.

#ifndef ASSAY_TORCH_LOADER_H
#define ASSAY_TORCH_LOADER_H

#include <stddef.h>

#include "assay_torch_table.h"

/// How an attempt to load ended.
typedef enum AssayTorchLoad {
  AssayTorchLoadOk = 0,
  /// The dynamic linker could not load the file or one of its libraries.
  AssayTorchLoadFailed = 1,
  /// The file is no shim.
  AssayTorchLoadNotAShim = 2,
  /// The shim was built from another list of operations.
  AssayTorchLoadStale = 3,
  /// The shim was compiled against another libtorch than the one that runs.
  AssayTorchLoadVersion = 4,
} AssayTorchLoad;

/// Loads the shim at `path` and publishes its table; does nothing where one is loaded already.
/// On failure `message` (of `capacity` bytes) holds the reason. Safe on any thread.
AssayTorchLoad assay_torch_load(const char *path, char *message, size_t capacity);

/// Opens the shim at `path` and checks it, but does not publish its table.
AssayTorchLoad assay_torch_inspect(
    const char *path, const AssayTorchIdentity **identity, char *message, size_t capacity);

/// Checks what a shim says of itself; the loader's own test before it publishes a table.
AssayTorchLoad assay_torch_check(
    const AssayTorchIdentity *identity, char *message, size_t capacity);

/// The list of operations that this program was built with, as a shim must repeat it.
const char *assay_torch_signature(void);

/// The identity of the loaded shim, or null.
const AssayTorchIdentity *assay_torch_loaded(void);

// The table lives in one place that only the loader writes, once, before any tensor exists.
extern const AssayTorchTable *assay_torch_current;

/// The loaded table, or null. Inline, because every tensor operation passes here.
static inline const AssayTorchTable *assay_torch_table(void) {
  return __atomic_load_n(&assay_torch_current, __ATOMIC_ACQUIRE);
}

#endif
