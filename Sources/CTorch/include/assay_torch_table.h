// SPDX-License-Identifier: Apache-2.0
//
// The types that cross the boundary, and the table made from the list of operations.

#ifndef ASSAY_TORCH_TABLE_H
#define ASSAY_TORCH_TABLE_H

#include "assay_torch_operations.h"

/// One pointer per operation, in the order of the list.
typedef struct AssayTorchTable {
#define ASSAY_TORCH_FIELD(result, name, arguments) result (*name) arguments;
  ASSAY_TORCH_OPERATIONS(ASSAY_TORCH_FIELD)
#undef ASSAY_TORCH_FIELD
} AssayTorchTable;

/// What a shim says of itself before anything else of it is used.
typedef struct AssayTorchIdentity {
  /// The list of operations as text. A shim whose text differs was built from other sources.
  const char *signature;
  /// The libtorch version of the headers that the shim was compiled against, such as `2.13.0`.
  const char *compiled_version;
  /// The version that the libtorch in this process reports.
  const char *running_version;
  /// The compiler that built the shim.
  const char *compiler;
  /// The operations.
  const AssayTorchTable *table;
} AssayTorchIdentity;

#define ASSAY_TORCH_LINE(result, name, arguments) #result " " #name #arguments "\n"
/// The list of operations as one string constant.
#define ASSAY_TORCH_SIGNATURE ASSAY_TORCH_OPERATIONS(ASSAY_TORCH_LINE)

/// The one symbol that a shim exports.
#define ASSAY_TORCH_ENTRY "assay_torch_identity"
typedef const AssayTorchIdentity *(*AssayTorchEntry)(void);

#endif
