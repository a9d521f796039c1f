// SPDX-License-Identifier: Apache-2.0
//
// THE list of operations. The table, the shim and the loader's check are all made from it.
//
// X(result, name, (arguments)). Operations that return `int32_t` return a status: 0 is success,
// anything else means that `last_error` has the reason. Rules of ownership: arguments are borrowed;
// every handle written through an `out` pointer belongs to the caller, who frees it once. A null
// handle is an absent tensor. Lists are a pointer and a count.

#ifndef ASSAY_TORCH_OPERATIONS_H
#define ASSAY_TORCH_OPERATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// An owned reference to one tensor.
typedef struct AssayTensorHandle *AssayRef;
/// The integer of shapes, dimensions and indices: as wide as a pointer, `Int` in Swift.
typedef ptrdiff_t AssayInt;
/// A shape or any other list of integers.
typedef const AssayInt *AssayInts;
/// A borrowed list of tensors.
typedef const AssayRef *AssayRefs;

// Statuses.
#define ASSAY_TORCH_OK 0
#define ASSAY_TORCH_FAILED 1
#define ASSAY_TORCH_OUT_OF_MEMORY 2

// clang-format off
#define ASSAY_TORCH_CREATION(X) \
  X(int32_t, empty, (AssayInts shape, AssayInt rank, int32_t dtype, int32_t device, AssayRef *out)) \
  X(int32_t, full, (AssayInts shape, AssayInt rank, double value, int32_t dtype, int32_t device, AssayRef *out)) \
  X(int32_t, arange, (double start, double end, double step, int32_t dtype, int32_t device, AssayRef *out)) \
  X(int32_t, from_values, (const void *bytes, AssayInts shape, AssayInt rank, int32_t dtype, int32_t device, AssayRef *out)) \
  X(int32_t, from_blob, (void *bytes, AssayInts shape, AssayInt rank, int32_t dtype, void *context, void (*deleter)(void *), AssayRef *out)) \
  X(int32_t, normal, (AssayInts shape, AssayInt rank, double mean, double deviation, uint64_t seed, int32_t dtype, int32_t device, AssayRef *out)) \
  X(int32_t, uniform, (AssayInts shape, AssayInt rank, double low, double high, uint64_t seed, int32_t dtype, int32_t device, AssayRef *out)) \
  X(int32_t, clone, (AssayRef a, AssayRef *out)) \
  X(int32_t, alias, (AssayRef a, AssayRef *out)) \
  X(int32_t, to, (AssayRef a, int32_t dtype, int32_t device, AssayRef *out)) \
  X(int32_t, contiguous, (AssayRef a, AssayRef *out)) \
  X(int32_t, detach, (AssayRef a, AssayRef *out)) \
  X(void, release, (AssayRef a))

#define ASSAY_TORCH_QUERIES(X) \
  X(AssayInt, rank, (AssayRef a)) \
  X(AssayInt, shape, (AssayRef a, AssayInt *sizes, AssayInt capacity)) \
  X(AssayInt, count, (AssayRef a)) \
  X(int32_t, dtype, (AssayRef a)) \
  X(int32_t, device, (AssayRef a)) \
  X(bool, is_contiguous, (AssayRef a)) \
  X(bool, requires_grad, (AssayRef a)) \
  X(int32_t, read, (AssayRef a, int32_t dtype, void *values, AssayInt count)) \
  X(int32_t, item, (AssayRef a, double *value)) \
  X(int32_t, data, (AssayRef a, void **bytes, AssayInt *byte_count))

#define ASSAY_TORCH_SHAPES(X) \
  X(int32_t, reshape, (AssayRef a, AssayInts shape, AssayInt rank, AssayRef *out)) \
  X(int32_t, permute, (AssayRef a, AssayInts order, AssayInt rank, AssayRef *out)) \
  X(int32_t, transpose, (AssayRef a, AssayInt first, AssayInt second, AssayRef *out)) \
  X(int32_t, expand, (AssayRef a, AssayInts shape, AssayInt rank, AssayRef *out)) \
  X(int32_t, repeat_interleave, (AssayRef a, AssayInt times, AssayInt dim, AssayRef *out)) \
  X(int32_t, unsqueeze, (AssayRef a, AssayInt dim, AssayRef *out)) \
  X(int32_t, squeeze, (AssayRef a, AssayInt dim, AssayRef *out)) \
  X(int32_t, slice, (AssayRef a, AssayInt dim, AssayInt start, AssayInt end, AssayInt step, AssayRef *out)) \
  X(int32_t, narrow, (AssayRef a, AssayInt dim, AssayInt start, AssayInt length, AssayRef *out)) \
  X(int32_t, select, (AssayRef a, AssayInt dim, AssayInt index, AssayRef *out)) \
  X(int32_t, pad, (AssayRef a, AssayInts widths, AssayInt count, double value, AssayRef *out)) \
  X(int32_t, cat, (AssayRefs list, AssayInt count, AssayInt dim, AssayRef *out)) \
  X(int32_t, stack, (AssayRefs list, AssayInt count, AssayInt dim, AssayRef *out)) \
  X(int32_t, split, (AssayRef a, AssayInts sizes, AssayInt count, AssayInt dim, AssayRef *out)) \
  X(int32_t, flip, (AssayRef a, AssayInt dim, AssayRef *out)) \
  X(int32_t, tril, (AssayRef a, AssayInt diagonal, AssayRef *out)) \
  X(int32_t, triu, (AssayRef a, AssayInt diagonal, AssayRef *out))

#define ASSAY_TORCH_INDEXING(X) \
  X(int32_t, index_select, (AssayRef a, AssayInt dim, AssayRef index, AssayRef *out)) \
  X(int32_t, index, (AssayRef a, AssayRefs indices, AssayInt count, AssayRef *out)) \
  X(int32_t, gather, (AssayRef a, AssayInt dim, AssayRef index, AssayRef *out)) \
  X(int32_t, scatter, (AssayRef a, AssayInt dim, AssayRef index, AssayRef source, AssayRef *out)) \
  X(int32_t, scatter_add, (AssayRef a, AssayInt dim, AssayRef index, AssayRef source, AssayRef *out)) \
  X(int32_t, where, (AssayRef condition, AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, masked_fill, (AssayRef a, AssayRef mask, double value, AssayRef *out)) \
  X(int32_t, masked_select, (AssayRef a, AssayRef mask, AssayRef *out)) \
  X(int32_t, index_copy_, (AssayRef a, AssayInt dim, AssayRef index, AssayRef source)) \
  X(int32_t, index_put_, (AssayRef a, AssayRefs indices, AssayInt count, AssayRef values, bool accumulate))

#define ASSAY_TORCH_ARITHMETIC(X) \
  X(int32_t, add, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, sub, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, mul, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, div, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, maximum, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, minimum, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, add_scalar, (AssayRef a, double b, AssayRef *out)) \
  X(int32_t, mul_scalar, (AssayRef a, double b, AssayRef *out)) \
  X(int32_t, div_scalar, (AssayRef a, double b, AssayRef *out)) \
  X(int32_t, rsub_scalar, (AssayRef a, double b, AssayRef *out)) \
  X(int32_t, pow_scalar, (AssayRef a, double exponent, AssayRef *out)) \
  X(int32_t, clamp, (AssayRef a, const double *low, const double *high, AssayRef *out)) \
  X(int32_t, neg, (AssayRef a, AssayRef *out)) \
  X(int32_t, abs, (AssayRef a, AssayRef *out)) \
  X(int32_t, exp, (AssayRef a, AssayRef *out)) \
  X(int32_t, log, (AssayRef a, AssayRef *out)) \
  X(int32_t, sqrt, (AssayRef a, AssayRef *out)) \
  X(int32_t, rsqrt, (AssayRef a, AssayRef *out)) \
  X(int32_t, reciprocal, (AssayRef a, AssayRef *out)) \
  X(int32_t, sin, (AssayRef a, AssayRef *out)) \
  X(int32_t, cos, (AssayRef a, AssayRef *out)) \
  X(int32_t, tanh, (AssayRef a, AssayRef *out)) \
  X(int32_t, sigmoid, (AssayRef a, AssayRef *out)) \
  X(int32_t, relu, (AssayRef a, AssayRef *out)) \
  X(int32_t, silu, (AssayRef a, AssayRef *out)) \
  X(int32_t, gelu, (AssayRef a, bool tanh_form, AssayRef *out)) \
  X(int32_t, logical_not, (AssayRef a, AssayRef *out)) \
  X(int32_t, logical_and, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, logical_or, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, is_finite, (AssayRef a, AssayRef *out)) \
  X(int32_t, compare, (int32_t relation, AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, compare_scalar, (int32_t relation, AssayRef a, double b, AssayRef *out))

#define ASSAY_TORCH_REDUCTIONS(X) \
  X(int32_t, sum, (AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out)) \
  X(int32_t, mean, (AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out)) \
  X(int32_t, amax, (AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out)) \
  X(int32_t, amin, (AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out)) \
  X(int32_t, logsumexp, (AssayRef a, AssayInts dims, AssayInt count, bool keep, AssayRef *out)) \
  X(int32_t, argmax, (AssayRef a, AssayInt dim, bool keep, AssayRef *out)) \
  X(int32_t, any, (AssayRef a, AssayRef *out)) \
  X(int32_t, all, (AssayRef a, AssayRef *out)) \
  X(int32_t, cumsum, (AssayRef a, AssayInt dim, AssayRef *out)) \
  X(int32_t, topk, (AssayRef a, AssayInt k, AssayInt dim, bool largest, AssayRef *values, AssayRef *indices)) \
  X(int32_t, sort, (AssayRef a, AssayInt dim, bool descending, AssayRef *values, AssayRef *indices))

#define ASSAY_TORCH_NETWORK(X) \
  X(int32_t, matmul, (AssayRef a, AssayRef b, AssayRef *out)) \
  X(int32_t, linear, (AssayRef a, AssayRef weight, AssayRef bias, AssayRef *out)) \
  X(int32_t, embedding, (AssayRef weight, AssayRef tokens, AssayRef *out)) \
  X(int32_t, rms_norm, (AssayRef a, AssayRef weight, double epsilon, AssayRef *out)) \
  X(int32_t, layer_norm, (AssayRef a, AssayRef weight, AssayRef bias, double epsilon, AssayRef *out)) \
  X(int32_t, softmax, (AssayRef a, AssayInt dim, AssayRef *out)) \
  X(int32_t, log_softmax, (AssayRef a, AssayInt dim, AssayRef *out)) \
  X(int32_t, cross_entropy, (AssayRef logits, AssayRef targets, AssayInt ignored, int32_t reduction, AssayRef *out)) \
  X(int32_t, attention, (AssayRef q, AssayRef k, AssayRef v, AssayRef mask, bool causal, const double *scale, bool grouped, AssayRef *out)) \
  X(int32_t, cached_attention_, (AssayRef q, AssayRef k, AssayRef v, AssayRef keys, AssayRef values, AssayRef starts, AssayInt column, AssayRef *out)) \
  X(int32_t, rotary, (AssayRef a, AssayRef cosine, AssayRef sine, AssayRef *out)) \
  X(int32_t, swiglu, (AssayRef gate, AssayRef up, AssayRef *out)) \
  X(int32_t, swiglu_packed, (AssayRef a, AssayRef *out)) \
  X(int32_t, dropout, (AssayRef a, double probability, AssayRef *out))

#define ASSAY_TORCH_IN_PLACE(X) \
  X(int32_t, copy_, (AssayRef a, AssayRef source)) \
  X(int32_t, fill_, (AssayRef a, double value)) \
  X(int32_t, add_, (AssayRef a, AssayRef b, double factor)) \
  X(int32_t, mul_, (AssayRef a, AssayRef b)) \
  X(int32_t, mul_scalar_, (AssayRef a, double b)) \
  X(int32_t, list_copy_, (AssayRefs list, AssayRefs sources, AssayInt count)) \
  X(int32_t, list_add_, (AssayRefs list, AssayRefs others, AssayInt count, double factor)) \
  X(int32_t, list_scale_, (AssayRefs list, AssayInt count, double factor)) \
  X(int32_t, list_norm, (AssayRefs list, AssayInt count, double *norm)) \
  X(int32_t, list_clip_norm_, (AssayRefs list, AssayInt count, double limit, double *norm)) \
  X(int32_t, adamw_, (AssayRefs parameters, AssayRefs gradients, AssayRefs means, AssayRefs squares, AssayInt count, AssayInt step, double rate, double beta1, double beta2, double decay, double epsilon))

#define ASSAY_TORCH_GRADIENTS(X) \
  X(int32_t, set_requires_grad, (AssayRef a, bool on)) \
  X(int32_t, gradients, (AssayRefs outputs, AssayRefs output_gradients, AssayInt output_count, AssayRefs inputs, AssayInt input_count, bool retain, AssayRef *out)) \
  X(bool, set_grad_enabled, (bool on)) \
  X(bool, grad_enabled, (void)) \
  X(void *, inference_enter, (void)) \
  X(void, inference_leave, (void *guard))

#define ASSAY_TORCH_STATE(X) \
  X(const char *, last_error, (void)) \
  X(AssayInt, live_handles, (void)) \
  X(int32_t, set_seed, (uint64_t seed)) \
  X(int32_t, set_threads, (int32_t count)) \
  X(int32_t, threads, (void)) \
  X(int32_t, flush_denormals, (bool on)) \
  X(const char *, cpu_capability, (void)) \
  X(const char *, configuration, (void)) \
  X(int32_t, cuda_count, (void)) \
  X(int32_t, cuda_synchronize, (int32_t device)) \
  X(int32_t, cuda_memory, (int32_t device, AssayInt *allocated, AssayInt *reserved, AssayInt *peak)) \
  X(int32_t, cuda_empty_cache, (void))

#define ASSAY_TORCH_OPERATIONS(X) \
  ASSAY_TORCH_CREATION(X) \
  ASSAY_TORCH_QUERIES(X) \
  ASSAY_TORCH_SHAPES(X) \
  ASSAY_TORCH_INDEXING(X) \
  ASSAY_TORCH_ARITHMETIC(X) \
  ASSAY_TORCH_REDUCTIONS(X) \
  ASSAY_TORCH_NETWORK(X) \
  ASSAY_TORCH_IN_PLACE(X) \
  ASSAY_TORCH_GRADIENTS(X) \
  ASSAY_TORCH_STATE(X)
// clang-format on

#endif
