# SPDX-License-Identifier: Apache-2.0
"""The peer of `assay-benchmarks tensor-speed` in PyTorch: the same operations and network.

    python Scripts/benchmarks/tensor.py [THREADS]
"""

import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else 1)


def clock(name, count, body):
    best = float("inf")
    for _ in range(6):
        start = time.perf_counter()
        for _ in range(count):
            body()
        best = min(best, (time.perf_counter() - start) / count)
    print(f"{name}: {best * 1e6:.3f} microseconds")


small = torch.tensor([1.0, 2.0, 3.0, 4.0])
clock("small product", 100_000, lambda: small * small)
with torch.no_grad():
    clock("small product, no gradient", 100_000, lambda: small * small)
clock("view", 100_000, lambda: small.reshape(2, 2))
clock("shape read", 100_000, lambda: list(small.shape))

width, rows = 128, 64
torch.manual_seed(1)
weights = [torch.randn(64, width) * 0.1]
for _ in range(4):
    weights.append(torch.ones(width))
    for shape in [(4 * width, width), (4 * width, width), (width, 4 * width)]:
        weights.append(torch.randn(shape) * 0.05)
weights = [torch.nn.Parameter(w) for w in weights]
tokens = torch.arange(rows) % 64
targets = (torch.arange(rows) * 7 + 3) % 64
optimizer = torch.optim.AdamW(weights, lr=1e-3, betas=(0.9, 0.95), weight_decay=0.01, fused=True)


def step():
    x = F.embedding(tokens, weights[0])
    for start in range(1, len(weights), 4):
        normal = F.rms_norm(x, (width,), weights[start], 1e-6)
        gated = F.silu(F.linear(normal, weights[start + 1])) * F.linear(normal, weights[start + 2])
        x = x + F.linear(gated, weights[start + 3])
    loss = F.cross_entropy(F.linear(x, weights[0]), targets)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
    return loss.item()


print(f"toy of {sum(w.numel() for w in weights)} parameters")
clock("training step", 100, step)
