#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fetches from the tests' own hub with Python's huggingface_hub and with assay, and lets each use
# what the other has fetched. Needs a Python with that package: PYTHON=/path/to/python.
set -e
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"
swift build --product HubLoopback
swift build --product assay
folder="$(mktemp -d)"
mkfifo "$folder/hold"
.build/debug/HubLoopback <"$folder/hold" >"$folder/address" &
server=$!
# The server ends with its input, and its input with this descriptor.
exec 3>"$folder/hold"
trap 'exec 3>&-; wait $server; rm -rf "$folder"' EXIT
until [ -s "$folder/address" ]; do sleep 0.1; done
endpoint="$(cat "$folder/address")"
unset HF_TOKEN
export XDG_DATA_HOME="$folder/share" HF_ENDPOINT="$endpoint"

echo "1. Python fetches; assay uses it with no hub to ask"
"$python" Scripts/fixtures/hub-cache.py fetch "$endpoint" "$folder/python"
HF_HUB_CACHE="$folder/python" HF_HUB_OFFLINE=1 .build/debug/assay data pull org/bench --verify
HF_HUB_CACHE="$folder/python" HF_HUB_OFFLINE=1 .build/debug/assay data pull tiny --kind model

echo "2. assay fetches; Python uses it with no hub to ask"
HF_HUB_CACHE="$folder/assay" .build/debug/assay data pull org/bench
HF_HUB_CACHE="$folder/assay" .build/debug/assay data pull tiny --kind model
"$python" Scripts/fixtures/hub-cache.py use "$folder/assay"

echo "3. what Python left of a fetch is gone on with; an older one keeps it beside the blobs"
HF_HUB_CACHE="$folder/half" .build/debug/assay data pull org/bench >/dev/null
blob="$(find "$folder/half" -size +250k -type f)"
head -c 200000 "$blob" >"$blob.incomplete" && rm "$blob"
HF_HUB_CACHE="$folder/half" .build/debug/assay data pull org/bench
"$python" Scripts/fixtures/hub-cache.py fetch "$endpoint" "$folder/half"
echo "all agree"
