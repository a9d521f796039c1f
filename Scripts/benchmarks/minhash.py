#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Near-duplicate search over short texts beside datasketch, on the same texts, in the same run.

Usage: minhash.py [--count 1000000] [--peer-count COUNT] [--built FOLDER]

Both read the texts first and are timed from there: word 3-grams, 128 permutations, LSH at
Jaccard 0.8, every candidate verified, the first text of each kind kept.
Build the program first: swift build -c release --package-path Benchmarks
"""
import argparse
import itertools
import json
import pathlib
import random
import subprocess
import tempfile
import time

import datasketch

import table

ROOT = pathlib.Path(__file__).resolve().parents[2]


def texts(count):
    """Texts of 10 to 30 words by Zipf's law; a fifth are copies with up to 3 words changed."""
    draw = random.Random(1)
    words = ["".join(draw.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(draw.randint(2, 9)))
             for _ in range(20_000)]
    weights = list(itertools.accumulate(1 / (i + 10) for i in range(len(words))))
    recent = []
    for _ in range(count):
        if recent and draw.random() < 0.2:
            text = list(draw.choice(recent))
            for _ in range(draw.randint(0, 3)):
                text[draw.randrange(len(text))] = draw.choices(words, cum_weights=weights)[0]
        else:
            text = draw.choices(words, cum_weights=weights, k=draw.randint(10, 30))
            recent.append(text)
            if len(recent) > 5000:
                recent.pop(draw.randrange(5000))
        yield " ".join(text)


def peer(lines):
    """What datasketch's documentation does: query, verify, insert."""
    index = datasketch.MinHashLSH(threshold=0.8, num_perm=128)
    kept, dropped = {}, 0
    start = time.perf_counter()
    for number, line in enumerate(lines):
        words = line.split()
        sketch = datasketch.MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[i:i + 3]).encode() for i in range(len(words) - 2)])
        if any(sketch.jaccard(kept[other]) >= 0.8 for other in index.query(sketch)):
            dropped += 1
        else:
            index.insert(number, sketch)
            kept[number] = sketch
    return time.perf_counter() - start, dropped


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument(
        "--peer-count", type=int, default=50_000, help="texts for the peer, which takes its time")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--built", default=ROOT / "Benchmarks/.build/release", help="the folder of the programs")
    options = parser.parse_args()
    program = pathlib.Path(options.built) / "curation-benchmarks"
    lines = list(texts(options.count))
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(lines))
        file.flush()
        output = subprocess.run(
            [program, "minhash", file.name, "--threads", str(options.threads)],
            check=True, capture_output=True, text=True).stdout
    ours = json.loads(output)
    some = lines[:options.peer_count]
    seconds, dropped = peer(some)
    rate, peers = ours["count"] / ours["seconds"], len(some) / seconds
    print(f"near-duplicates of {options.count} short texts, {options.threads} threads; "
          f"datasketch {datasketch.__version__} on {len(some)}")
    print(f"assay      {ours['seconds']:8.2f} s  {rate:10.0f} texts/s  {ours['dropped']} dropped, "
          f"{ours['kilobytes'] / 1024:.0f} MB")
    print(f"datasketch {seconds:8.2f} s  {peers:10.0f} texts/s  {dropped} dropped")
    table.report([table.Row(
        "near-duplicates of short texts", rate, peers, "texts/s", "datasketch", target=10,
        more_is_better=True)])


if __name__ == "__main__":
    main()
