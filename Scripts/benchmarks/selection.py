#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Clustering, silhouettes and selection beside scikit-learn and numpy, on the same vectors.

Usage: selection.py [--count 100000] [--choose 5000] [--built FOLDER] [--full]

Build the program first: swift build -c release --package-path Benchmarks

Both sides fit k-means for k = 3..10 from the same first centres, take the average silhouette by
cosine distance for every k, and choose rows by equation 6 of R3 (arXiv 2505.13388). The peer's
silhouettes are of a sample of 20,000 rows (--sample), as in R3's released code, because scikit-learn compares
every pair of rows; ours are of all rows. --full runs scikit-learn on all rows for one k too.
The peer's selection keeps the largest similarity of every candidate up to date with one
matrix-vector product a step, in single precision.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np
import sklearn
from sklearn.cluster import KMeans, kmeans_plusplus
from sklearn.metrics import silhouette_score

from table import Row, report

ROOT = pathlib.Path(__file__).resolve().parents[2]


def vectors(count, width):
    """Seven groups of unequal size, each with directions of its own, as a source's topics are."""
    random = np.random.default_rng(20250513)
    groups = random.choice(7, count, p=[.3, .2, .15, .12, .1, .08, .05])
    centres = random.standard_normal((7, width)).astype(np.float32)
    topics = random.standard_normal((200, width)).astype(np.float32)
    x = centres[groups] + .7 * topics[random.integers(0, 200, count)]
    x += .8 * random.standard_normal((count, width), dtype=np.float32)
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    return x.astype(np.float32)


def timed(work):
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def choose(x, labels, quotas, kind):
    """Equation 6, cluster by cluster; `kind` is the precision of the similarities."""
    chosen = []
    for cluster, quota in enumerate(quotas):
        rows = np.flatnonzero(labels == cluster)
        e = x[rows].astype(kind)
        q = e.mean(axis=0, dtype=np.float64)
        order = np.lexsort((rows, ((e - q) ** 2).sum(axis=1)))
        picks = list(order[: quota // 4])
        relevance = (e @ (q / np.linalg.norm(q)).astype(kind))
        largest = (e @ e[picks].T).max(axis=1)
        left = np.ones(len(rows), dtype=bool)
        left[picks] = False
        while len(picks) < quota:
            score = np.where(left, .5 * relevance - .5 * largest, -np.inf)
            best = int(np.argmax(score))
            picks.append(best)
            left[best] = False
            np.maximum(largest, e @ e[best], out=largest)
        chosen.append(rows[picks])
    return chosen


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--choose", type=int, default=5_000)
    parser.add_argument("--most", type=int, default=10, help="the largest k")
    parser.add_argument("--sample", type=int, default=20_000, help="rows of the peer's silhouettes")
    parser.add_argument("--full", action="store_true")
    parser.add_argument(
        "--built", default=ROOT / "Benchmarks/.build/release", help="the folder of the programs")
    options = parser.parse_args()
    program = pathlib.Path(options.built) / "curation-benchmarks"
    x = vectors(options.count, options.width)
    print(f"{options.count} x {options.width}, numpy {np.__version__}, "
          f"scikit-learn {sklearn.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "vectors.npy"
        np.save(file, x)
        ours = json.loads(subprocess.run(
            [program, "selection", file, "--folder", folder,
             "--count", str(options.choose), "--most", str(options.most)],
            check=True, capture_output=True, text=True).stdout)
        compare(x, ours, pathlib.Path(folder), options)


def compare(x, ours, folder, options):
    seeding = fitting = sampled = 0
    labels = {}
    for trial in ours["trials"]:
        k = trial["k"]
        labels[k] = np.fromfile(folder / f"labels-{k}.i32", dtype=np.int32)
        first = np.fromfile(folder / f"centers-{k}.f32", dtype=np.float32).reshape(k, -1)
        _, seconds = timed(lambda: kmeans_plusplus(x, k, random_state=k))
        seeding += seconds
        fit, own = timed(lambda: KMeans(k, init=first, n_init=1).fit(x))
        fitting += own
        part, taken = timed(lambda: silhouette_score(
            x, labels[k], metric="cosine", sample_size=min(options.sample, len(x)), random_state=0))
        sampled += taken
        print(f"k {k:2d}: k-means {trial['fitting']:6.3f} s, peer {own:6.3f} s; iterations "
              f"{trial['iterations']}, peer {fit.n_iter_}; labels equal "
              f"{(fit.labels_ == labels[k]).mean():.6f}; inertia "
              f"{trial['inertia'] / fit.inertia_ - 1:+.1e}; silhouette {trial['silhouette']:.5f}, "
              f"peer's sample {part:.5f}")
    quotas = ours["quotas"]
    chosen, choosing = timed(lambda: choose(x, labels[ours["k"]], quotas, np.float32))
    mine = [sum(trial[part] for trial in ours["trials"])
            for part in ("seeding", "fitting", "silhouetting")]
    remaining = sum((np.sum(labels[ours["k"]] == c) - q // 4) * q for c, q in enumerate(quotas))
    print(f"k {ours['k']} of the largest silhouette; marginal relevance made "
          f"{ours['comparisons'] / remaining:.1%} of the comparisons")
    rows = [
        Row("first centres, all k", mine[0], seeding, "s", "scikit-learn"),
        Row("k-means, all k", mine[1], fitting, "s", "scikit-learn", target=1),
        Row("silhouettes, ours of all rows", mine[2], sampled, "s", f"scikit-learn, {options.sample}",
            target=5),
        Row(f"marginal relevance, {sum(quotas)} rows", ours["choosing"], choosing, "s", "numpy",
            target=5),
        Row("selection as a whole", ours["reading"] + sum(mine) + ours["choosing"],
            seeding + fitting + sampled + choosing, "s", "both", target=3)]
    agree = sum(len(set(a) & set(b)) for a, b in zip(ours["chosen"], chosen))
    print(f"chosen by both: {agree} of {sum(quotas)} (peer in single precision)")
    exact = choose(x, labels[ours["k"]], quotas, np.float64)
    same = all(list(a) == list(b) for a, b in zip(ours["chosen"], exact))
    print(f"the same rows in the same order as in double precision: {'yes' if same else 'NO'}")
    if options.full:
        k = ours["k"]
        trial = next(trial for trial in ours["trials"] if trial["k"] == k)
        whole, seconds = timed(lambda: silhouette_score(x, labels[k], metric="cosine"))
        print(f"silhouette of all rows: {trial['silhouette']:.7f}, peer {whole:.7f}")
        rows.append(Row(f"silhouette of all rows, k = {k}", trial["silhouetting"], seconds, "s",
                        "scikit-learn"))
    report(rows)
    if not same:
        raise SystemExit("the selections differ")


if __name__ == "__main__":
    main()
