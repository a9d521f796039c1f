#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Supervised fine-tuning beside PyTorch eager: the same weights, batches, optimiser and threads.

Usage: sft.py [--built FOLDER] [--steps 24] [--rows 64] [--repeats 3]

The peer is transformers' Qwen3 with torch's fused AdamW and scaled_dot_product_attention; its
batches are tensors already when its clock starts. Runs take turns, and the best of each counts.
Build the program first: swift build -c release --package-path Benchmarks
"""
import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import torch
import transformers

from table import Row, report

BUILT = pathlib.Path(__file__).resolve().parents[2] / "Benchmarks/.build/release"
RATE, WARM_UP = 1e-3, 4


def make_model(folder):
    torch.manual_seed(3)
    configuration = transformers.Qwen3Config(
        vocab_size=102, hidden_size=128, intermediate_size=384, num_hidden_layers=6,
        num_attention_heads=4, num_key_value_heads=2, head_dim=32, max_position_embeddings=512,
        rope_theta=10_000.0, rms_norm_eps=1e-6, tie_word_embeddings=True)
    transformers.Qwen3ForCausalLM(configuration).float().save_pretrained(folder)


def make_batches(steps, rows):
    """Rows of one batch have about one length, as sorting by length gives them."""
    generator = random.Random(4)
    batches = []
    for _ in range(steps):
        length = generator.randrange(60, 200)
        batch = []
        for _ in range(rows):
            total = length + generator.randrange(-8, 9)
            cut = int(total * generator.uniform(0.4, 0.6))
            tokens = [generator.randrange(6, 102) for _ in range(total)]
            batch.append([tokens[:cut], tokens[cut:]])
        batches.append(batch)
    return batches


def collate(batch):
    width = max(len(prompt) + len(completion) for prompt, completion in batch)
    tokens = torch.zeros(len(batch), width, dtype=torch.long)
    labels = torch.full((len(batch), width), -100)
    for row, (prompt, completion) in enumerate(batch):
        size = len(prompt) + len(completion)
        tokens[row, :size] = torch.tensor(prompt + completion)
        labels[row, len(prompt):size] = torch.tensor(completion)
    return tokens, labels


def peer(folder, batches, autocast):
    model = transformers.Qwen3ForCausalLM.from_pretrained(
        folder, dtype=torch.float32, attn_implementation="sdpa").train()
    named = list(model.named_parameters())
    decayed = [p for n, p in named if p.ndim > 1 and "embed_tokens" not in n]
    spared = [p for n, p in named if p.ndim == 1 or "embed_tokens" in n]
    optimiser = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.1}, {"params": spared, "weight_decay": 0.0}],
        lr=RATE, betas=(0.9, 0.95), fused=True)
    losses, seconds = [], []
    for tokens, labels in [collate(batch) for batch in batches]:
        start = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16, enabled=autocast):
            loss = model(input_ids=tokens, labels=labels, use_cache=False).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        losses.append(loss.item())
        seconds.append(time.perf_counter() - start)
    return {"losses": losses, "seconds": seconds}


def ours(program, folder, file, precision, threads):
    output = subprocess.run(
        [program, "sft", folder, file, "--precision", precision, "--threads", str(threads),
         "--rate", str(RATE)],
        check=True, capture_output=True, text=True).stdout
    return json.loads(output)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=24)
    parser.add_argument("--rows", type=int, default=64)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--built", default=BUILT, help="the folder of the programs")
    options = parser.parse_args()
    program = pathlib.Path(options.built) / "assay-benchmarks"
    torch.set_num_threads(options.threads)
    transformers.logging.set_verbosity_error()
    batches = make_batches(options.steps, options.rows)
    best = {}
    with tempfile.TemporaryDirectory() as folder:
        make_model(folder)
        file = os.path.join(folder, "batches.json")
        pathlib.Path(file).write_text(json.dumps(batches))
        for _ in range(options.repeats):
            runs = {
                "assay float32": ours(
                    program, folder, file, "float32", options.threads),
                "torch float32": peer(folder, batches, False),
                "assay automatic": ours(
                    program, folder, file, "automatic", options.threads),
                "torch bfloat16 autocast": peer(folder, batches, True),
            }
            for name, run in runs.items():
                run["time"] = sum(run["seconds"][WARM_UP:])
                if name not in best or run["time"] < best[name]["time"]:
                    best[name] = run
    tokens = sum(len(p) + len(c) - 1 for batch in batches[WARM_UP:] for p, c in batch)
    difference = max(
        abs(a - b)
        for a, b in zip(best["assay float32"]["losses"], best["torch float32"]["losses"]))
    print(f"{best['assay float32']['parameters']:,} parameters, {options.threads} threads, "
          f"torch {torch.__version__}, transformers {transformers.__version__}; best of "
          f"{options.repeats}; largest difference of a float32 loss {difference:.1e}")
    base = best["torch float32"]["time"]
    for name, run in best.items():
        print(f"{name:26s} {tokens / run['time']:10,.0f} tokens/s   "
              f"{base / run['time']:5.2f}x torch float32")
    report([
        Row(f"fine-tuning, {ours} beside {theirs}", tokens / best[f"assay {ours}"]["time"],
            tokens / best[f"torch {theirs}"]["time"], "tokens/s", "torch", more_is_better=True)
        for ours, theirs in [("float32", "float32"), ("automatic", "bfloat16 autocast")]])
    if difference > 1e-3:
        sys.exit("sft: the losses differ, so the speeds cannot be compared")


if __name__ == "__main__":
    main()
