# SPDX-License-Identifier: Apache-2.0
"""Loads a folder that this project saved in `transformers` and compares logits and tokens.

    python Scripts/check/transformers_roundtrip.py FOLDER EXPECTED.json

EXPECTED.json is what `SavedFolderTests` writes beside the folder where ASSAY_ROUNDTRIP names one:
texts, their token ids, prompts as ids, and the logits after each token. The script exits with 1
where the largest difference is not below 1e-4 or one token id differs.
"""
import json
import pathlib
import sys

import torch
import transformers


def main(folder, expected):
    expected = json.loads(pathlib.Path(expected).read_text())
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model, info = transformers.AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, output_loading_info=True)
    model.eval()
    assert not info["missing_keys"] and not info["unexpected_keys"], info
    wrong = 0
    for case in expected["prompts"]:
        rendered = tokenizer.apply_chat_template(
            case["messages"], tokenize=True, return_dict=False, add_generation_prompt=True)
        wrong += rendered != case["ids"]
    largest = 0.0
    for case in expected["logits"]:
        with torch.no_grad():
            logits = model(torch.tensor([case["ids"]])).logits[0]
        largest = max(largest, (logits - torch.tensor(case["logits"])).abs().max().item())
    print(f"transformers {transformers.__version__}: {type(model).__name__}, "
          f"{sum(p.numel() for p in model.parameters())} parameters")
    print(f"largest difference of logits: {largest:.3g}")
    print(f"prompts with other ids: {wrong} of {len(expected['prompts'])}")
    return 0 if largest < 1e-4 and wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
