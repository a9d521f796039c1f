// SPDX-License-Identifier: Apache-2.0
//
// Causal attention within a batch, fp32 on the processor, forward and backward: for short rows, where
// libtorch's own spends its time in calls of MKL on small matrices. It goes over blocks of queries and
// leaves out the keys that no query of the block may see (Dao et al. 2022, FlashAttention, keeps the
// same numbers for the way back: the logarithm of each row's normaliser).

#pragma once
#include "exponential.hpp"
#include "product.hpp"

namespace shim::causal_attention {

/// The queries of a block.
inline constexpr int64_t height = 32;
/// The longest row: the scores of a block stay in a second-level cache.
inline constexpr int64_t longest = 1024;

inline int64_t rounded(int64_t count) { return (count + height - 1) / height * height; }

/// Turns scores to exponentials of their distance to the row's largest, 0 for later keys. Writes
/// each row's largest plus the logarithm of the sum, and one over the sum.
ASSAY_KERNEL inline void normalise(
    float *scores, int64_t stride, int64_t columns, int64_t first, float *logarithms,
    float *inverses) {
  for (int64_t row = 0; row < height; ++row) {
    float *s = scores + row * stride;
    const int64_t seen = first + row + 1;
    for (int64_t i = seen; i < columns; ++i) s[i] = -INFINITY;
    const float top = fused::largest(s, columns);
    const float sum = fused::exponentials(s, columns, top);
    for (int64_t i = seen; i < columns; ++i) s[i] = 0;
    logarithms[row] = top + std::log(sum);
    inverses[row] = 1.0f / sum;
  }
}

/// Turns scores to probabilities, 0 for later keys.
ASSAY_KERNEL inline void probabilities(
    float *scores, int64_t stride, int64_t columns, int64_t first, const float *logarithms) {
  for (int64_t row = 0; row < height; ++row) {
    float *s = scores + row * stride;
    const int64_t seen = first + row + 1;
    for (int64_t i = seen; i < columns; ++i) s[i] = -INFINITY;
    fused::exponentials(s, columns, logarithms[row]);
    for (int64_t i = seen; i < columns; ++i) s[i] = 0;
  }
}

/// The gradients of the scores, written over those of the probabilities.
ASSAY_KERNEL inline void through_softmax(
    const float *probabilities, float *slopes, int64_t stride, int64_t columns,
    const float *dots) {
  for (int64_t row = 0; row < height; ++row) {
    const float *p = probabilities + row * stride;
    float *s = slopes + row * stride;
    for (int64_t i = 0; i < columns; ++i) s[i] = p[i] * (s[i] - dots[row]);
  }
}

/// Copies rows into dense ones, times a factor; rows that there are not become zeros.
ASSAY_KERNEL inline void gather(
    const float *in, int64_t stride, int64_t count, int64_t size, float factor, float *out,
    int64_t capacity) {
  for (int64_t row = 0; row < count; ++row) {
    for (int64_t i = 0; i < size; ++i) out[row * size + i] = in[row * stride + i] * factor;
  }
  if (count < capacity) std::memset(out + count * size, 0, (capacity - count) * size * sizeof(float));
}

/// Writes dense rows to their places, each times its factor (or one for all).
ASSAY_KERNEL inline void scatter(
    const float *in, int64_t count, int64_t size, const float *factors, float factor, float *out,
    int64_t stride) {
  for (int64_t row = 0; row < count; ++row) {
    const float f = factors == nullptr ? factor : factors[row];
    for (int64_t i = 0; i < size; ++i) out[row * stride + i] = in[row * size + i] * f;
  }
}

/// The products of two rows each.
ASSAY_KERNEL inline void dots_of(
    const float *a, int64_t a_stride, const float *b, int64_t size, int64_t count, float *dots) {
  for (int64_t row = 0; row < count; ++row) {
    fused::Lanes sums = {};
    for (int64_t i = 0; i < size; i += fused::width) {
      fused::Lanes v, w;
      std::memcpy(&v, a + row * a_stride + i, sizeof v);
      std::memcpy(&w, b + row * size + i, sizeof w);
      sums += v * w;
    }
    dots[row] = 0;
    for (int64_t lane = 0; lane < fused::width; ++lane) dots[row] += sums[lane];
  }
}

/// A tensor of `[batch, heads, length, size]` with dense vectors.
template <typename Element> struct Heads {
  Element *data;
  int64_t batch, head, row;

  explicit Heads(const at::Tensor &t)
      : data(const_cast<Element *>(t.const_data_ptr<float>())), batch(t.stride(0)),
        head(t.stride(1)), row(t.stride(2)) {}

  Element *at(int64_t b, int64_t h, int64_t position) const {
    return data + b * batch + h * head + position * row;
  }
};

/// The sizes of one call, and room for what one thread has in hand.
struct Sizes {
  int64_t batch, heads, shared, length, size, padded, stride;
  float scale;

  Sizes(const at::Tensor &q, const at::Tensor &k, float scale)
      : batch(q.size(0)), heads(q.size(1)), shared(k.size(1)), length(q.size(2)), size(q.size(3)),
        padded(rounded(length)), stride(height), scale(scale) {
    // Few strides, so that few kernels are made; none a power of two, which would make the rows
    // of a matrix fight for the same places in the cache.
    while (stride < padded) stride *= 2;
    stride += 16;
  }

  /// Dense like `[batch, length, heads, size]`, in the order that a reshape to rows needs.
  at::Tensor result(int64_t heads, const at::TensorOptions &options) const {
    return at::empty({batch, length, heads, size}, options).transpose(1, 2);
  }
};

/// The output, and each row's logarithm of the normaliser as `[batch, heads, padded]`.
inline std::pair<at::Tensor, at::Tensor> forward(
    const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, double scale) {
  const Sizes z(q, k, float(scale));
  auto out = z.result(z.heads, q.options());
  auto logarithms = at::empty({z.batch, z.heads, z.padded}, q.options());
  const Heads<const float> queries(q), keys(k), values(v);
  const Heads<float> into(out);
  float *logs = logarithms.data_ptr<float>();
  const int64_t group = z.heads / z.shared;
  at::parallel_for(0, z.batch * z.shared, 1, [&](int64_t first, int64_t last) {
    auto room = at::zeros({z.size * z.stride + z.padded * z.size + height * z.stride
                           + 2 * height * z.size + height}, q.options());
    float *columns = room.data_ptr<float>(), *rows = columns + z.size * z.stride;
    float *scores = rows + z.padded * z.size, *block = scores + height * z.stride;
    float *sums = block + height * z.size, *inverses = sums + height * z.size;
    for (int64_t item = first; item < last; ++item) {
      const int64_t b = item / z.shared, s = item % z.shared;
      product::turn(keys.at(b, s, 0), keys.row, z.length, z.size, columns, z.stride);
      gather(values.at(b, s, 0), values.row, z.length, z.size, 1, rows, z.padded);
      for (int64_t h = s * group; h < (s + 1) * group; ++h) {
        for (int64_t begin = 0; begin < z.length; begin += height) {
          const int64_t count = std::min(height, z.length - begin), seen = begin + height;
          gather(queries.at(b, h, begin), queries.row, count, z.size, z.scale, block, height);
          product::block(
              height, seen, z.size, block, z.size, columns, z.stride, scores, z.stride, false);
          normalise(
              scores, z.stride, seen, begin, logs + (b * z.heads + h) * z.padded + begin, inverses);
          product::block(
              height, z.size, seen, scores, z.stride, rows, z.size, sums, z.size, false);
          scatter(sums, count, z.size, inverses, 1, into.at(b, h, begin), into.row);
        }
      }
    }
  });
  return {out, logarithms};
}

/// The gradients of queries, keys and values.
inline std::array<at::Tensor, 3> backward(
    const at::Tensor &dout, const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
    const at::Tensor &out, const at::Tensor &logarithms, double scale) {
  const Sizes z(q, k, float(scale));
  std::array<at::Tensor, 3> found = {
      z.result(z.heads, q.options()), z.result(z.shared, q.options()),
      z.result(z.shared, q.options())};
  const Heads<const float> queries(q), keys(k), values(v), outputs(out), slopes(dout);
  const Heads<float> dq(found[0]), dk(found[1]), dv(found[2]);
  const float *logs = logarithms.const_data_ptr<float>();
  const int64_t group = z.heads / z.shared, dense = z.padded * z.size, tile = height * z.size;
  at::parallel_for(0, z.batch * z.shared, 1, [&](int64_t first, int64_t last) {
    auto room = at::zeros({2 * z.size * z.stride + 3 * dense + 2 * height * z.stride
                           + height * z.padded + 3 * tile + height}, q.options());
    float *key_columns = room.data_ptr<float>(), *value_columns = key_columns + z.size * z.stride;
    float *key_rows = value_columns + z.size * z.stride;
    float *key_sums = key_rows + dense, *value_sums = key_sums + dense;
    float *chances = value_sums + dense, *scores = chances + height * z.stride;
    float *turned = scores + height * z.stride, *query = turned + height * z.padded;
    float *slope = query + tile, *sums = slope + tile, *dots = sums + tile;
    for (int64_t item = first; item < last; ++item) {
      const int64_t b = item / z.shared, s = item % z.shared;
      product::turn(keys.at(b, s, 0), keys.row, z.length, z.size, key_columns, z.stride);
      product::turn(values.at(b, s, 0), values.row, z.length, z.size, value_columns, z.stride);
      gather(keys.at(b, s, 0), keys.row, z.length, z.size, 1, key_rows, z.padded);
      // The last block of queries sees all keys, so that it begins the sums.
      bool adding = false;
      for (int64_t h = s * group; h < (s + 1) * group; ++h) {
        for (int64_t begin = z.padded - height; begin >= 0; begin -= height) {
          const int64_t count = std::min(height, z.length - begin), seen = begin + height;
          const float *row_logs = logs + (b * z.heads + h) * z.padded + begin;
          gather(queries.at(b, h, begin), queries.row, count, z.size, z.scale, query, height);
          gather(slopes.at(b, h, begin), slopes.row, count, z.size, 1, slope, height);
          std::memset(dots, 0, height * sizeof(float));
          dots_of(outputs.at(b, h, begin), outputs.row, slope, z.size, count, dots);
          product::block(
              height, seen, z.size, query, z.size, key_columns, z.stride, chances, z.stride, false);
          probabilities(chances, z.stride, seen, begin, row_logs);
          product::block(
              height, seen, z.size, slope, z.size, value_columns, z.stride, scores, z.stride, false);
          through_softmax(chances, scores, z.stride, seen, dots);
          product::turn(chances, z.stride, height, seen, turned, height);
          product::block(
              seen, z.size, height, turned, height, slope, z.size, value_sums, z.size, adding);
          product::turn(scores, z.stride, height, seen, turned, height);
          product::block(
              seen, z.size, height, turned, height, query, z.size, key_sums, z.size, adding);
          adding = true;
          product::block(
              height, z.size, seen, scores, z.stride, key_rows, z.size, sums, z.size, false);
          scatter(sums, count, z.size, nullptr, z.scale, dq.at(b, h, begin), dq.row);
        }
      }
      scatter(key_sums, z.length, z.size, nullptr, 1, dk.at(b, s, 0), dk.row);
      scatter(value_sums, z.length, z.size, nullptr, 1, dv.at(b, s, 0), dv.row);
    }
  });
  return found;
}

/// With dense vectors.
inline at::Tensor dense(const at::Tensor &t) { return t.stride(-1) == 1 ? t : t.contiguous(); }

struct Causal : torch::autograd::Function<Causal> {
  static at::Tensor forward(
      torch::autograd::AutogradContext *context, const at::Tensor &q, const at::Tensor &k,
      const at::Tensor &v, double scale) {
    auto [out, logarithms] = causal_attention::forward(q, k, v, scale);
    context->save_for_backward({q, k, v, out, logarithms});
    context->saved_data["scale"] = scale;
    return out;
  }

  static torch::autograd::variable_list backward(
      torch::autograd::AutogradContext *context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    auto found = causal_attention::backward(
        dense(gradients[0]), saved[0], saved[1], saved[2], saved[3], saved[4],
        context->saved_data["scale"].toDouble());
    return {found[0], found[1], found[2], at::Tensor()};
  }
};

inline bool fits(
    const at::Tensor &q, const at::Tensor &k, const at::Tensor &v, bool causal, bool masked,
    bool grouped) {
  if (!causal || masked || !fused::takes(q) || !fused::takes(k) || !fused::takes(v)) return false;
  if (q.dim() != 4 || k.dim() != 4 || q.numel() == 0 || k.numel() == 0) return false;
  if (k.sizes() != v.sizes() || q.size(0) != k.size(0) || q.size(2) != k.size(2)) return false;
  if (q.size(3) != k.size(3) || q.size(3) % fused::width != 0 || q.size(3) > 256) return false;
  if (q.size(1) % k.size(1) != 0 || (!grouped && q.size(1) != k.size(1))) return false;
  return q.size(2) <= longest && product::works();
}

inline at::Tensor causal(
    const at::Tensor &q, const at::Tensor &k, const at::Tensor &v,
    const std::optional<double> &scale) {
  const double factor = scale.value_or(1 / std::sqrt(double(q.size(3))));
  const auto queries = dense(q), keys = dense(k), values = dense(v);
  if (fused::tracked(q) || fused::tracked(k) || fused::tracked(v)) {
    return Causal::apply(queries, keys, values, factor);
  }
  return forward(queries, keys, values, factor).first;
}

}  // namespace shim::causal_attention
