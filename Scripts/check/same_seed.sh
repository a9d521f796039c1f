#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Trains a recipe twice from nothing and compares the weights byte for byte.
#
#   Scripts/check/same_seed.sh Recipes/assay-mini-tables.yaml [path of assay]
#
# The recipe must not start from another run's folder.
set -euo pipefail
recipe=$(readlink -f "${1:?the path of a recipe}")
assay=$(readlink -f "${2:-.build/release/assay}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for run in first second; do
  mkdir "$work/$run"
  (cd "$work/$run" && "$assay" train sft "$recipe" --threads 1 --quiet >/dev/null)
  (cd "$work/$run" && find . -name model.safetensors -not -path '*/training/*' -exec sha256sum {} + |
    sort -k 2) >"$work/$run.sums"
done
cat "$work/first.sums"
[[ -s $work/first.sums ]] || { echo "the recipe left no weights" >&2; exit 1; }
cmp "$work/first.sums" "$work/second.sums" && echo "the same weights twice"
