#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kendall's tau-b beside scipy's, on the same pairs, in the same run.

Usage: kendall.py [--count 1000000] [--built FOLDER]

Build the program first: swift build -c release --package-path Benchmarks
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy
import scipy
import scipy.stats

from table import Row, report

BUILT = pathlib.Path(__file__).resolve().parents[2] / "Benchmarks/.build/release"


def cases(count):
    random = numpy.random.default_rng(20250101)
    x = random.standard_normal(count)
    yield "continuous", x, 0.7 * x + random.standard_normal(count)
    yield "uniform, unrelated", random.random(count), random.random(count)
    score = random.integers(1, 6, count).astype(float)
    yield "scores 1-5", score, numpy.clip(score + random.integers(-1, 2, count), 1, 5)
    yield "score against reward", score, score + random.standard_normal(count)
    yield "sorted already", numpy.sort(x), numpy.sort(x)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--built", default=BUILT, help="the folder of the programs")
    options = parser.parse_args()
    program = pathlib.Path(options.built) / "assay-benchmarks"
    print(f"{options.count} pairs, scipy {scipy.__version__}, numpy {numpy.__version__}; "
          f"best of {options.repeats}")
    rows = []
    for name, x, y in cases(options.count):
        with tempfile.NamedTemporaryFile(suffix=".f64") as file:
            numpy.concatenate([x, y]).tofile(file.name)
            output = subprocess.run(
                [program, "kendall", file.name, "--repeats", str(options.repeats)],
                check=True, capture_output=True, text=True).stdout
        ours = json.loads(output)
        theirs = []
        for _ in range(options.repeats):
            start = time.perf_counter()
            peer = scipy.stats.kendalltau(x, y)
            theirs.append(time.perf_counter() - start)
        if abs(peer.statistic - ours["tau"]) > 1e-9 or abs(peer.pvalue - ours["pValue"]) > 1e-9:
            raise SystemExit(f"{name}: {ours} is not scipy's {peer}")
        mine, peers = min(ours["seconds"]), min(theirs)
        print(f"{name:22s} assay {mine * 1e3:8.1f} ms   scipy {peers * 1e3:8.1f} ms   "
              f"ratio {peers / mine:5.1f}x")
        rows.append(Row(f"Kendall's tau-b, {name}", mine * 1e3, peers * 1e3, "ms", "scipy"))
    report(rows)


if __name__ == "__main__":
    main()
