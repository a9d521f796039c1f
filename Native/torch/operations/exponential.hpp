// SPDX-License-Identifier: Apache-2.0
//
// Exponentials of many numbers at once, for softmax and the gates of feed-forward layers.

#pragma once
#include "fused.hpp"

namespace shim::fused {

typedef int32_t Integers __attribute__((vector_size(width * sizeof(int32_t))));
#define ASSAY_INLINE inline __attribute__((always_inline))

/// e to the power of numbers between -87 and 88, to about one unit in the last place; numbers beyond
/// are taken for the nearest bound, and what is not a number stays so.
ASSAY_INLINE void exponential(Lanes &x) {
  const Lanes low = Lanes{} - 87.0f, high = Lanes{} + 88.0f;
  x = x < low ? low : x;
  x = x > high ? high : x;
  // x is a whole number of times ln 2, in two parts, and a rest whose series is short.
  const Lanes half = x < Lanes{} ? Lanes{} - 0.5f : Lanes{} + 0.5f;
  const Integers whole = __builtin_convertvector(x * 1.44269504f + half, Integers);
  const Lanes times = __builtin_convertvector(whole, Lanes);
  const Lanes r = x - times * 0.693359375f + times * 2.12194440e-4f;
  Lanes y = r * 1.9875691e-4f + 1.3981999e-3f;
  y = y * r + 8.3334519e-3f;
  y = y * r + 4.1665796e-2f;
  y = y * r + 1.6666665e-1f;
  y = y * r + 5.0000001e-1f;
  y = y * r * r + r + 1.0f;
  const Integers bits = (whole + 127) << 23;
  Lanes power;
  std::memcpy(&power, &bits, sizeof power);
  x = y * power;
}

/// The largest of `count` numbers, a multiple of the vectors' width.
ASSAY_INLINE float largest(const float *x, int64_t count) {
  Lanes tops = Lanes{} - INFINITY;
  for (int64_t i = 0; i < count; i += width) {
    Lanes v;
    std::memcpy(&v, x + i, sizeof v);
    // Not a number wins, and the row shows it.
    tops = v > tops || v != v ? v : tops;
  }
  float top = tops[0];
  for (int64_t lane = 1; lane < width; ++lane) {
    if (tops[lane] > top || tops[lane] != tops[lane]) top = tops[lane];
  }
  return top;
}

/// Replaces numbers by the exponentials of their distance to `top`, and returns their sum.
ASSAY_INLINE float exponentials(float *x, int64_t count, float top) {
  Lanes sums = {};
  for (int64_t i = 0; i < count; i += width) {
    Lanes v;
    std::memcpy(&v, x + i, sizeof v);
    v -= top;
    exponential(v);
    sums += v;
    std::memcpy(x + i, &v, sizeof v);
  }
  float sum = 0;
  for (int64_t lane = 0; lane < width; ++lane) sum += sums[lane];
  return sum;
}

}  // namespace shim::fused
