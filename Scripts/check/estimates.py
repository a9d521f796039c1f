# SPDX-License-Identifier: Apache-2.0
"""Checks `--estimate` on JudgeBench against what a server counts with real tokenizers.

A server on loopback answers each prompt with a judgment that some judge of JudgeBench once wrote,
and counts prompt and answer with the tokenizers that the package `litellm` carries: cl100k and
o200k (read by `tiktoken`) and those of DeepSeek and of Claude 2 (read by `tokenizers`). Each style is
estimated and then run for real through the command line; the ratio of both is printed.

Usage: python3 Scripts/check/estimates.py --assay .build/release/assay --data DATA/judgebench
Needs: pip install litellm tiktoken tokenizers
"""

import argparse
import glob
import hashlib
import http.server
import importlib.util
import json
import os
import pathlib
import subprocess
import tempfile
import threading

# What a chat template adds to each message, and to begin the answer, in OpenAI's own counting.
PER_MESSAGE, PER_PROMPT = 3, 3


def tokenizers():
    package = pathlib.Path(importlib.util.find_spec("litellm").origin).parent
    folder = package / "litellm_core_utils" / "tokenizers"
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    import tiktoken
    from tokenizers import Tokenizer

    found = {}
    for name in ("cl100k_base", "o200k_base"):
        encoding = tiktoken.get_encoding(name)
        found[name] = lambda text, e=encoding: len(e.encode(text, disallowed_special=()))
    for name in ("deepseek_tokenizer", "anthropic_tokenizer"):
        tokenizer = Tokenizer.from_file(str(folder / f"{name}.json"))
        found[name] = lambda text, t=tokenizer: len(t.encode(text, add_special_tokens=False).ids)
    return found


def recorded(data):
    """The raw judgments of JudgeBench's generative judges."""
    texts = []
    for file in sorted(glob.glob(f"{data}/outputs/*judge_name=arena_hard*.jsonl")):
        for line in open(file, encoding="utf-8"):
            for judgment in json.loads(line)["judgments"]:
                text = ((judgment or {}).get("judgment") or {}).get("response")
                if isinstance(text, str) and text:
                    texts.append(text)
    return texts


class Server(http.server.ThreadingHTTPServer):
    def __init__(self, count, answers):
        super().__init__(("127.0.0.1", 0), Handler)
        self.count, self.answers, self.lock = count, answers, threading.Lock()
        self.reset()

    def reset(self):
        self.totals = {name: [0, 0] for name in self.count}
        self.requests = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.reply({"object": "list", "data": [{"id": "judge", "object": "model"}]})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        messages = json.loads(body)["messages"]
        digest = int.from_bytes(hashlib.sha256(body).digest()[:8], "big")
        answer = self.server.answers[digest % len(self.server.answers)]
        usage = {}
        for name, count in self.server.count.items():
            prompt = PER_PROMPT + sum(PER_MESSAGE + count(m["content"]) for m in messages)
            usage[name] = (prompt, count(answer))
        with self.server.lock:
            self.server.requests += 1
            for name, (prompt, output) in usage.items():
                self.server.totals[name][0] += prompt
                self.server.totals[name][1] += output
        prompt, output = next(iter(usage.values()))
        message = {"role": "assistant", "content": answer}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self.reply(
            {
                "object": "chat.completion",
                "choices": [choice],
                "usage": {"prompt_tokens": prompt, "completion_tokens": output},
            }
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--assay", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--limit", default="620")
    parser.add_argument("--style", action="append")
    options = parser.parse_args()
    server = Server(tokenizers(), recorded(options.data))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    worst = 0.0
    for style in options.style or ["r3", "fare", "flame", "reward-bench", "rm-r1", "vanilla"]:
        server.reset()
        with tempfile.TemporaryDirectory() as folder:
            command = [
                options.assay, "bench", "judgebench", "--data", options.data, "--limit",
                options.limit, "--endpoint", f"http://127.0.0.1:{server.server_port}/v1", "--model",
                "judge", "--style", style, "--no-retry", "--json", "--quiet", "--store",
                f"{folder}/runs.sqlite",
            ]
            run = lambda *more: json.loads(
                subprocess.run(command + list(more), check=True, capture_output=True).stdout
            )["result"]
            estimate = run("--estimate")
            assert server.requests == 0
            run()
        assert server.requests == estimate["requests"], (server.requests, estimate["requests"])
        print(f"{style}: {server.requests} requests")
        for name, (prompt, output) in server.totals.items():
            parts = estimate["prompt_tokens"] / prompt, estimate["output_tokens"] / output
            whole = (estimate["prompt_tokens"] + estimate["output_tokens"]) / (prompt + output)
            worst = max(worst, abs(whole - 1))
            print(
                f"  {name:20} estimate/real: prompts {parts[0]:.3f}, answers {parts[1]:.3f}, "
                f"together {whole:.3f}"
            )
    print(f"the largest error is {100 * worst:.1f} %")
    raise SystemExit(worst > 0.2)


if __name__ == "__main__":
    main()
