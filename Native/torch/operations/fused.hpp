// SPDX-License-Identifier: Apache-2.0
//
// Own kernels for the two parts of a decoder that libtorch composes of many small operations on the
// processor: RMSNorm and rotary embeddings, forward and backward, in fp32.

#pragma once
#include "../support.hpp"

#include <cstring>

// One copy for each level of vector instructions, chosen when the shim is loaded.
#if defined(__x86_64__) && defined(__linux__)
#define ASSAY_KERNEL __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ASSAY_KERNEL
#endif

namespace shim::fused {

inline constexpr int64_t width = 16;
typedef float Lanes __attribute__((vector_size(width * sizeof(float))));

/// One row's inverse root of the mean square, written to `scales`, and the row scaled by it.
ASSAY_KERNEL inline void rms_forward(
    const float *x, const float *weight, float *y, float *scales, int64_t begin, int64_t end,
    int64_t size, float epsilon) {
  for (int64_t row = begin; row < end; ++row) {
    const float *in = x + row * size;
    float *out = y + row * size;
    Lanes squares = {};
    int64_t i = 0;
    for (; i + width <= size; i += width) {
      Lanes v;
      std::memcpy(&v, in + i, sizeof v);
      squares += v * v;
    }
    float sum = 0;
    for (int64_t lane = 0; lane < width; ++lane) sum += squares[lane];
    for (; i < size; ++i) sum += in[i] * in[i];
    const float scale = 1.0f / std::sqrt(sum / float(size) + epsilon);
    scales[row] = scale;
    for (i = 0; i < size; ++i) out[i] = in[i] * scale * weight[i];
  }
}

/// The gradients of some rows; that of the weight is added to `dweight` where it is asked for.
ASSAY_KERNEL inline void rms_backward(
    const float *x, const float *weight, const float *scales, const float *dy, float *dx,
    float *dweight, int64_t begin, int64_t end, int64_t size) {
  for (int64_t row = begin; row < end; ++row) {
    const float *in = x + row * size;
    const float *grad = dy + row * size;
    const float scale = scales[row];
    if (dweight != nullptr) {
      for (int64_t i = 0; i < size; ++i) dweight[i] += grad[i] * in[i] * scale;
    }
    if (dx == nullptr) continue;
    Lanes dots = {};
    int64_t i = 0;
    for (; i + width <= size; i += width) {
      Lanes g, v, w;
      std::memcpy(&g, grad + i, sizeof g);
      std::memcpy(&v, in + i, sizeof v);
      std::memcpy(&w, weight + i, sizeof w);
      dots += g * w * v;
    }
    float dot = 0;
    for (int64_t lane = 0; lane < width; ++lane) dot += dots[lane];
    for (; i < size; ++i) dot += grad[i] * weight[i] * in[i];
    const float pull = dot * scale * scale / float(size);
    float *out = dx + row * size;
    for (i = 0; i < size; ++i) out[i] = scale * (grad[i] * weight[i] - in[i] * pull);
  }
}

/// Turns the pairs of one row by its angles; `sign` -1 turns back, which is the gradient.
ASSAY_KERNEL inline void rotate_row(
    const float *x, const float *cosine, const float *sine, float *y, int64_t half, float sign) {
  for (int64_t i = 0; i < half; ++i) {
    const float first = x[i], second = x[i + half], s = sine[i] * sign;
    y[i] = first * cosine[i] - second * s;
    y[i + half] = second * cosine[i] + first * s;
  }
}

/// Rows that one thread should have at least.
inline int64_t grain(int64_t size) { return std::max<int64_t>(1, 16384 / std::max<int64_t>(1, size)); }

inline std::pair<at::Tensor, at::Tensor> rms(
    const at::Tensor &x, const at::Tensor &weight, double epsilon) {
  const auto size = x.size(-1), rows = x.numel() / std::max<int64_t>(1, size);
  auto y = at::empty_like(x);
  auto scales = at::empty({rows}, x.options());
  const float *in = x.const_data_ptr<float>();
  const float *factors = weight.const_data_ptr<float>();
  float *out = y.data_ptr<float>(), *roots = scales.data_ptr<float>();
  at::parallel_for(0, rows, grain(size), [&](int64_t begin, int64_t end) {
    rms_forward(in, factors, out, roots, begin, end, size, float(epsilon));
  });
  return {y, scales};
}

struct RMSNorm : torch::autograd::Function<RMSNorm> {
  static at::Tensor forward(
      torch::autograd::AutogradContext *context, const at::Tensor &x, const at::Tensor &weight,
      double epsilon) {
    auto [y, scales] = rms(x, weight, epsilon);
    context->save_for_backward({x, weight, scales});
    return y;
  }

  static torch::autograd::variable_list backward(
      torch::autograd::AutogradContext *context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto &x = saved[0], &weight = saved[1], &scales = saved[2];
    const auto dy = gradients[0].contiguous();
    const auto size = x.size(-1), rows = x.numel() / std::max<int64_t>(1, size);
    const bool for_weight = context->needs_input_grad(1);
    at::Tensor dx, parts;
    if (context->needs_input_grad(0)) dx = at::empty_like(x);
    // Each thread adds up its own rows, and the sums are added in the order of the threads: the
    // result depends on the number of threads alone.
    const auto threads = std::max(1, at::get_num_threads());
    if (for_weight) parts = at::zeros({threads, size}, x.options());
    const int64_t share = (rows + threads - 1) / threads;
    const float *in = x.const_data_ptr<float>(), *grad = dy.const_data_ptr<float>();
    const float *roots = scales.const_data_ptr<float>();
    const float *factors = weight.const_data_ptr<float>();
    float *out = dx.defined() ? dx.data_ptr<float>() : nullptr;
    float *sums = parts.defined() ? parts.data_ptr<float>() : nullptr;
    at::parallel_for(0, threads, 1, [&](int64_t first, int64_t last) {
      for (int64_t part = first; part < last; ++part) {
        rms_backward(
            in, factors, roots, grad, out, sums == nullptr ? nullptr : sums + part * size,
            std::min(rows, part * share), std::min(rows, (part + 1) * share), size);
      }
    });
    return {dx, parts.defined() ? parts.sum(0) : at::Tensor(), at::Tensor()};
  }
};

/// Whether the kernels here can take a tensor.
inline bool takes(const at::Tensor &tensor) {
  return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided;
}

inline bool tracked(const at::Tensor &tensor) {
  return at::GradMode::is_enabled() && tensor.requires_grad();
}

inline at::Tensor rms_norm(
    const at::Tensor &x, const std::optional<at::Tensor> &weight, double epsilon) {
  const bool fits = weight && takes(x) && takes(*weight) && x.size(-1) > 0 && weight->dim() == 1
      && weight->size(0) == x.size(-1);
  if (!fits) return at::rms_norm(x, {x.size(-1)}, weight, epsilon);
  const auto rows = x.contiguous(), factors = weight->contiguous();
  if (tracked(rows) || tracked(factors)) return RMSNorm::apply(rows, factors, epsilon);
  return rms(rows, factors, epsilon).first;
}

/// The kernel over up to four dimensions of any strides, the last one dense.
inline at::Tensor turned(
    const at::Tensor &x, const at::Tensor &cosine, const at::Tensor &sine, float sign) {
  auto source = x.stride(-1) == 1 ? x : x.contiguous();
  // In the order of the operand's dimensions, so that a transposed view stays one.
  auto result = at::empty_like(source);
  if (result.stride(-1) != 1) result = at::empty(source.sizes(), source.options());
  auto shape = source.sizes().vec();
  const auto half = shape.back() / 2;
  shape.back() = half;
  auto c = cosine.expand(shape), s = sine.expand(shape);
  auto from = source, into = result;
  while (from.dim() < 4) {
    from = from.unsqueeze(0);
    into = into.unsqueeze(0);
    c = c.unsqueeze(0);
    s = s.unsqueeze(0);
  }
  const auto n0 = from.size(0), n1 = from.size(1), n2 = from.size(2);
  const float *in = from.const_data_ptr<float>();
  const float *cosines = c.const_data_ptr<float>(), *sines = s.const_data_ptr<float>();
  float *out = into.data_ptr<float>();
  const auto fs = from.strides(), is = into.strides(), cs = c.strides(), ss = s.strides();
  at::parallel_for(0, n0 * n1 * n2, grain(2 * half), [&](int64_t begin, int64_t end) {
    for (int64_t row = begin; row < end; ++row) {
      const auto i2 = row % n2, i1 = row / n2 % n1, i0 = row / (n2 * n1);
      rotate_row(
          in + i0 * fs[0] + i1 * fs[1] + i2 * fs[2], cosines + i0 * cs[0] + i1 * cs[1] + i2 * cs[2],
          sines + i0 * ss[0] + i1 * ss[1] + i2 * ss[2], out + i0 * is[0] + i1 * is[1] + i2 * is[2],
          half, sign);
    }
  });
  return result;
}

struct Rotary : torch::autograd::Function<Rotary> {
  static at::Tensor forward(
      torch::autograd::AutogradContext *context, const at::Tensor &x, const at::Tensor &cosine,
      const at::Tensor &sine) {
    context->save_for_backward({cosine, sine});
    return turned(x, cosine, sine, 1);
  }

  static torch::autograd::variable_list backward(
      torch::autograd::AutogradContext *context, torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    return {turned(gradients[0], saved[0], saved[1], -1), at::Tensor(), at::Tensor()};
  }
};

/// The same from small operations, for every type and device.
inline at::Tensor rotated_by_parts(
    const at::Tensor &x, const at::Tensor &cosine, const at::Tensor &sine) {
  const auto half = x.size(-1) / 2;
  const auto first = x.narrow(-1, 0, half), second = x.narrow(-1, half, half);
  return at::cat({first * cosine - second * sine, second * cosine + first * sine}, -1);
}

inline at::Tensor rotated(const at::Tensor &x, const at::Tensor &cosine, const at::Tensor &sine) {
  // The tables are constants of the position: no gradient is passed to them in either form.
  const auto c = cosine.detach(), s = sine.detach();
  const bool fits = takes(x) && takes(c) && takes(s) && x.dim() <= 4 && x.numel() > 0
      && c.dim() <= x.dim() && s.dim() <= x.dim();
  if (!fits) return rotated_by_parts(x, c.to(x.scalar_type()), s.to(x.scalar_type()));
  const auto dense = c.stride(-1) == 1 || c.size(-1) == 1 ? c : c.contiguous();
  const auto other = s.stride(-1) == 1 || s.size(-1) == 1 ? s : s.contiguous();
  if (tracked(x)) return Rotary::apply(x, dense, other);
  return turned(x, dense, other, 1);
}

}  // namespace shim::fused
