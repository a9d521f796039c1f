// SPDX-License-Identifier: Apache-2.0
//
// Attention of one token of each row to the keys and values that the row has stored: a decoding step.

#pragma once
#include "causal_attention.hpp"

namespace shim::cached_attention {

/// The scores of the keys for one query: products of rows, 16 rows at once. `count` is rounded up to
/// a whole number of 16; rows that there are not give minus infinity.
ASSAY_KERNEL inline void scores_of(
    const float *query, const float *keys, int64_t count, int64_t size, float scale, float *scores) {
  for (int64_t first = 0; first < count; first += fused::width) {
    fused::Lanes sums[fused::width];
    for (int64_t row = 0; row < fused::width; ++row) {
      const float *key = keys + std::min(first + row, count - 1) * size;
      fused::Lanes sum = {};
      for (int64_t i = 0; i < size; i += fused::width) {
        fused::Lanes q, k;
        std::memcpy(&q, query + i, sizeof q);
        std::memcpy(&k, key + i, sizeof k);
        sum += q * k;
      }
      sums[row] = sum;
    }
    // Each round adds what belongs to one row and puts two rows into one vector.
    for (int64_t half = fused::width / 2; half > 0; half /= 2) {
      for (int64_t i = 0; i < half; ++i) {
        const fused::Lanes a = sums[i], b = sums[i + half];
        sums[i] = __builtin_shufflevector(
                      a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
            + __builtin_shufflevector(
                      a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      }
    }
    const fused::Lanes found = sums[0] * scale;
    std::memcpy(scores + first, &found, sizeof found);
  }
  for (int64_t i = count; i % fused::width != 0; ++i) scores[i] = -INFINITY;
}

/// The sum of the values, each times its exponential, over the sum of the exponentials.
ASSAY_KERNEL inline void attend(
    float *scores, const float *values, int64_t count, int64_t size, float *out) {
  const int64_t whole = (count + fused::width - 1) / fused::width * fused::width;
  const float sum = fused::exponentials(scores, whole, fused::largest(scores, whole));
  const float inverse = 1.0f / sum;
  for (int64_t i = 0; i < size; i += fused::width) {
    fused::Lanes even = {}, odd = {};
    int64_t row = 0;
    for (; row + 1 < count; row += 2) {
      fused::Lanes v, w;
      std::memcpy(&v, values + row * size + i, sizeof v);
      std::memcpy(&w, values + (row + 1) * size + i, sizeof w);
      even += v * scores[row];
      odd += w * scores[row + 1];
    }
    if (row < count) {
      fused::Lanes v;
      std::memcpy(&v, values + row * size + i, sizeof v);
      even += v * scores[row];
    }
    const fused::Lanes found = (even + odd) * inverse;
    std::memcpy(out + i, &found, sizeof found);
  }
}

/// Keys or values `[rows, heads, capacity, size]` whose last two dimensions are dense.
inline bool stores(const at::Tensor &t) {
  return fused::takes(t) && t.dim() == 4 && t.stride(3) == 1 && t.stride(2) == t.size(3);
}

inline bool fits(
    const at::Tensor &q, const at::Tensor &keys, const at::Tensor &values,
    const at::Tensor &starts) {
  return fused::takes(q) && q.dim() == 4 && q.stride(3) == 1 && q.numel() > 0 && stores(keys)
      && stores(values) && keys.sizes() == values.sizes() && keys.strides() == values.strides()
      && starts.is_cpu() && starts.scalar_type() == at::kLong && starts.is_contiguous()
      && starts.numel() == q.size(0) && q.size(0) == keys.size(0) && keys.size(1) > 0
      && q.size(1) % keys.size(1) == 0 && q.size(2) == 1 && q.size(3) == keys.size(3)
      && q.size(3) % fused::width == 0;
}

inline at::Tensor by_kernel(
    const at::Tensor &q, const at::Tensor &keys, const at::Tensor &values, const at::Tensor &starts,
    int64_t end) {
  const int64_t rows = q.size(0), heads = q.size(1), shared = keys.size(1), size = q.size(3);
  auto result = at::empty({rows, heads, 1, size}, q.options());
  const int64_t *begins = starts.const_data_ptr<int64_t>();
  const float *queries = q.const_data_ptr<float>(), *key = keys.const_data_ptr<float>();
  const float *value = values.const_data_ptr<float>();
  float *out = result.data_ptr<float>();
  const float scale = 1 / std::sqrt(float(size));
  const int64_t group = heads / shared, row_stride = keys.stride(0), head_stride = keys.stride(1);
  at::parallel_for(0, rows * shared, fused::grain(size * (end + 1)), [&](int64_t a, int64_t b) {
    std::vector<float> scores(end + fused::width);
    for (int64_t item = a; item < b; ++item) {
      const int64_t row = item / shared, s = item % shared;
      const int64_t begin = std::clamp<int64_t>(begins[row], 0, end - 1), count = end - begin;
      const int64_t place = row * row_stride + s * head_stride + begin * size;
      for (int64_t head = s * group; head < (s + 1) * group; ++head) {
        scores_of(
            queries + row * q.stride(0) + head * q.stride(1), key + place, count, size, scale,
            scores.data());
        attend(scores.data(), value + place, count, size, out + (row * heads + head) * size);
      }
    }
  });
  return result;
}

/// The same by libtorch: the heads that share keys take the place of several queries of a sequence.
inline at::Tensor by_parts(
    const at::Tensor &q, const at::Tensor &keys, const at::Tensor &values, const at::Tensor &starts,
    int64_t end) {
  const auto shared = keys.size(1);
  const auto grouped = q.reshape({q.size(0), shared, q.size(1) / shared, q.size(3)});
  const auto columns = at::arange(end, starts.options());
  const auto mask = columns.ge(starts.unsqueeze(1)).unsqueeze(1).unsqueeze(1);
  return at::scaled_dot_product_attention(
             grouped, keys.narrow(2, 0, end), values.narrow(2, 0, end), mask)
      .reshape(q.sizes());
}

/// Stores the new column's keys and values, and attends to the columns from each row's start to it.
inline at::Tensor step(
    const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, const at::Tensor &keys,
    const at::Tensor &values, const at::Tensor &starts, int64_t column) {
  TORCH_CHECK(
      q.dim() == 4 && q.size(2) == 1 && keys.dim() == 4 && keys.sizes() == values.sizes()
          && keys.size(1) > 0 && q.size(1) % keys.size(1) == 0 && starts.dim() == 1
          && starts.size(0) == q.size(0) && keys.size(0) == q.size(0),
      "queries, keys, values and starts do not go together");
  TORCH_CHECK(column >= 0 && column < keys.size(2), "there is no column ", column);
  keys.narrow(2, column, 1).copy_(k);
  values.narrow(2, column, 1).copy_(v);
  const auto end = column + 1;
  return fits(q, keys, values, starts) ? by_kernel(q, keys, values, starts, end)
                                       : by_parts(q, keys, values, starts, end);
}

}  // namespace shim::cached_attention
