# SPDX-License-Identifier: Apache-2.0
"""Small tensor operations and a training step beside PyTorch: the same operations and network.

Usage: tensor.py [--built FOLDER] [--threads 1] [--repeats 3]

Both run in turns, and the best of each counts.
Build the program first: swift build -c release --package-path Benchmarks
"""
import argparse
import pathlib
import subprocess
import time

import torch
import torch.nn.functional as F

from table import Row, report

BUILT = pathlib.Path(__file__).resolve().parents[2] / "Benchmarks/.build/release"


def clock(name, count, body):
    best = float("inf")
    for _ in range(6):
        start = time.perf_counter()
        for _ in range(count):
            body()
        best = min(best, (time.perf_counter() - start) / count)
    return name, best * 1e6


def peer():
    """The microseconds of every operation by its name."""
    small = torch.tensor([1.0, 2.0, 3.0, 4.0])
    times = [clock("small product", 100_000, lambda: small * small)]
    with torch.no_grad():
        times.append(clock("small product, no gradient", 100_000, lambda: small * small))
    times.append(clock("view", 100_000, lambda: small.reshape(2, 2)))
    times.append(clock("shape read", 100_000, lambda: list(small.shape)))
    times.append(clock("training step", 100, step))
    return dict(times)


def ours(program, threads):
    output = subprocess.run(
        [program, "tensor-speed", "--threads", str(threads)], check=True, capture_output=True,
        text=True).stdout
    times = {}
    for line in output.splitlines():
        name, _, rest = line.partition(": ")
        if rest.endswith(" microseconds"):
            times[name] = float(rest.split()[0])
        else:
            print(line)
    return times


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--built", default=BUILT, help="the folder of the programs")
    options = parser.parse_args()
    program = pathlib.Path(options.built) / "assay-benchmarks"
    torch.set_num_threads(options.threads)
    best = {}
    for _ in range(options.repeats):
        runs = ours(program, options.threads), peer()
        for name in runs[1]:
            best[name] = [min(old, new[name]) for old, new in zip(
                best.get(name, (float("inf"),) * 2), runs)]
    print(f"torch {torch.__version__}, {options.threads} threads; best of {options.repeats}")
    report([
        Row(name, mine, theirs, "us", "torch") for name, (mine, theirs) in best.items()])


if __name__ == "__main__":
    main()
