// SPDX-License-Identifier: Apache-2.0
#ifndef ASSAY_FIXED_POINT_H
#define ASSAY_FIXED_POINT_H

#include <stddef.h>
#include <stdint.h>

/// The inner products of a row with others that lie one after the other.
///
/// Whole numbers are added, so that every processor gives the same sums, whichever of its
/// instructions are used.
///
/// `width`: components of each row, a multiple of 16.
/// `count`: how many others there are.
/// `sums`: room for as many; each must fit into 32 bits.
void assay_fixed_point_products(
    const int16_t *row, const int16_t *others, size_t width, size_t count, int32_t *sums);

/// The same, with such instructions alone as every processor has.
void assay_fixed_point_products_anywhere(
    const int16_t *row, const int16_t *others, size_t width, size_t count, int32_t *sums);

#endif
