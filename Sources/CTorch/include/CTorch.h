// SPDX-License-Identifier: Apache-2.0
//
// The C face of the tensor library: a table of typed functions, filled when the shim is loaded.
// Nothing here needs libtorch at build time.

#ifndef ASSAY_CTORCH_H
#define ASSAY_CTORCH_H

#include "assay_torch_table.h"
#include "assay_torch_loader.h"

#endif
