#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judging at an endpoint beside a plain openai + asyncio client: the same requests, one server.

Usage: client.py [--count 2000] [--concurrency 64] [--latencies 0,10,50] [--repeats 2]

The server is a process of its own and answers both clients alike; what is measured is the client
process, by getrusage. Ours renders prompts, routes, meters and reads verdicts; the peer has its
prompts rendered already, and takes the score out of each answer with json. Runs take turns.
Build the programs first: swift build -c release --package-path Benchmarks
"""
import argparse
import asyncio
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

from table import Row, report

BUILT = pathlib.Path(__file__).resolve().parents[2] / "Benchmarks/.build/release"


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def ask_all(address, prompts, concurrency):
    import openai

    client = openai.AsyncOpenAI(base_url=address, api_key="none-needed", max_retries=2)
    gate = asyncio.Semaphore(concurrency)

    async def ask(messages, seed):
        async with gate:
            reply = await client.chat.completions.create(
                model="judge", messages=messages, temperature=0.0, top_p=1.0, seed=seed,
                max_tokens=4096)
        return json.loads(reply.choices[0].message.content)["score"]

    await client.models.list()
    start, before = time.perf_counter(), processor_seconds()
    scores = await asyncio.gather(*(ask(p, i) for i, p in enumerate(prompts)))
    seconds, cpu = time.perf_counter() - start, processor_seconds() - before
    await client.close()
    if any(score != "Response 1" for score in scores):
        sys.exit("client: an answer is not the server's")
    return {"count": len(scores), "seconds": seconds, "cpu_seconds": cpu}


def peer(address, file, concurrency):
    prompts = [json.loads(line) for line in pathlib.Path(file).open()]
    print(json.dumps(asyncio.run(ask_all(address, prompts, concurrency))))


def run(*command):
    done = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def compare(program, address, file, options):
    """The runs of both clients, in turns; of each the one that took the least CPU counts."""
    best = {}
    for _ in range(options.repeats):
        runs = {
            "assay": run(program, "client", address, "--count", options.count,
                         "--concurrency", options.concurrency),
            "openai": run(sys.executable, __file__, "--peer", address, "--prompts", file,
                          "--concurrency", options.concurrency),
        }
        for name, measured in runs.items():
            if name not in best or measured["cpu_seconds"] < best[name]["cpu_seconds"]:
                best[name] = measured
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2_000, help="verdicts of each run")
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--latencies", default="0,10,50", help="of the server, in milliseconds")
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--built", default=BUILT, help="the folder of the programs")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    parser.add_argument("--prompts", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peer:
        return peer(options.peer, options.prompts, options.concurrency)
    import openai

    program = pathlib.Path(options.built) / "judging-benchmarks"
    server = subprocess.Popen(
        [pathlib.Path(options.built) / "loopback-server"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True)
    rows = []
    try:
        port = server.stdout.readline().strip()
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "prompts.jsonl")
            subprocess.run(
                [program, "client", "http://localhost", "--count", str(options.count),
                 "--prompts", file], check=True)
            print(f"{options.count} verdicts, {options.concurrency} at a time, openai "
                  f"{openai.__version__}, Python {sys.version.split()[0]}; the better of "
                  f"{options.repeats} runs")
            for latency in options.latencies.split(","):
                best = compare(program, f"http://127.0.0.1:{port}/{latency}/v1", file, options)
                for name, measured in best.items():
                    speed = measured["count"] / measured["seconds"]
                    cpu = measured["cpu_seconds"] / measured["count"] * 10_000
                    print(f"{latency:>3} ms  {name:8s} {speed:8,.0f} verdicts/s   "
                          f"{cpu:6.2f} CPU seconds per 10,000")
                    measured["cpu"] = cpu
                rows.append(Row(
                    f"client CPU per 10,000 verdicts, {latency} ms", best["assay"]["cpu"],
                    best["openai"]["cpu"], "s", "openai", 5))
    finally:
        server.stdin.close()
        server.wait()
    report(rows)


if __name__ == "__main__":
    main()
