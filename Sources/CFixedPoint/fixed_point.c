// SPDX-License-Identifier: Apache-2.0
#include "CFixedPoint.h"

// In C for one reason: Swift cannot compile one function for several processors and take the best
// one at run time. What the package is built for by default knows half of a vector's width.

void assay_fixed_point_products_anywhere(
    const int16_t *row, const int16_t *others, size_t width, size_t count, int32_t *sums) {
  for (size_t other = 0; other < count; other++) {
    const int16_t *y = others + other * width;
    int32_t sum = 0;
    for (size_t i = 0; i < width; i++) sum += (int32_t)row[i] * y[i];
    sums[other] = sum;
  }
}

#if defined(__x86_64__)
#include <immintrin.h>

__attribute__((target("avx2"))) static inline __m256i load(const int16_t *place) {
  return _mm256_loadu_si256((const __m256i *)place);
}

__attribute__((target("avx2"))) static inline int32_t total(__m256i sums) {
  __m128i half = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4E));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xB1));
  return _mm_cvtsi128_si32(half);
}

__attribute__((target("avx2"))) static void products_avx2(
    const int16_t *row, const int16_t *others, size_t width, size_t count, int32_t *sums) {
  size_t other = 0;
  // Four at a time, so that the row is loaded once for them and sums do not wait for each other.
  for (; other + 4 <= count; other += 4) {
    const int16_t *y = others + other * width;
    __m256i sum0 = _mm256_setzero_si256(), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    for (size_t i = 0; i < width; i += 16) {
      __m256i x = load(row + i);
      sum0 = _mm256_add_epi32(sum0, _mm256_madd_epi16(x, load(y + i)));
      sum1 = _mm256_add_epi32(sum1, _mm256_madd_epi16(x, load(y + width + i)));
      sum2 = _mm256_add_epi32(sum2, _mm256_madd_epi16(x, load(y + 2 * width + i)));
      sum3 = _mm256_add_epi32(sum3, _mm256_madd_epi16(x, load(y + 3 * width + i)));
    }
    sums[other] = total(sum0);
    sums[other + 1] = total(sum1);
    sums[other + 2] = total(sum2);
    sums[other + 3] = total(sum3);
  }
  for (; other < count; other++) {
    const int16_t *y = others + other * width;
    __m256i sum = _mm256_setzero_si256();
    for (size_t i = 0; i < width; i += 16) {
      sum = _mm256_add_epi32(sum, _mm256_madd_epi16(load(row + i), load(y + i)));
    }
    sums[other] = total(sum);
  }
}
#endif

void assay_fixed_point_products(
    const int16_t *row, const int16_t *others, size_t width, size_t count, int32_t *sums) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    products_avx2(row, others, width, count, sums);
    return;
  }
#endif
  assay_fixed_point_products_anywhere(row, others, width, count, sums);
}
