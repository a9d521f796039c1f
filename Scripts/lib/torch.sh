# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Getting libtorch: its folder ends up in `torch_folder`, the cache's folder for it in `target`.

# Which of the two sources an earlier run used; a plain run stays with it.
recorded() { sed -n "s/^$1=//p" "$cache/current/manifest" 2>/dev/null | head -1; }

install_torch() {
  if [[ $source == wheel && $(recorded source) == python ]]; then
    say "staying with the torch of Python, as set up before"
    source=python
  fi
  if [[ $source == python ]]; then torch_of_python; else torch_of_wheel; fi
}

torch_of_python() {
  torch_folder=$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))') \
    || fail "$python cannot import torch"
  found_version=$("$python" -c 'import torch; print(torch.__version__)')
  target="$cache/python-$found_version"
  mkdir -p "$target"
  say "using torch $found_version in $torch_folder"
}

torch_of_wheel() {
  target="$cache/torch-$torch_version"
  torch_folder="$target/torch"
  if [[ -f $target/complete ]]; then
    found_version=$(cat "$target/complete")
    say "libtorch $found_version is there already"
    return
  fi
  local work
  work=$(mktemp -d "$cache/download.XXXXXX")
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  download_wheel "$work"
  say "unpacking the libraries and headers, and checking each against the wheel's record"
  found_version=$("$python" "$root/Scripts/lib/unpack_torch.py" "$work" "$work/unpacked") \
    || fail "the downloaded wheel is damaged; please try again"
  [[ ${found_version%%+*} == "$torch_version" ]] \
    || fail "the wheel holds torch $found_version instead of $torch_version"
  echo "$found_version" >"$work/unpacked/complete"
  rm -rf "$target"
  mv "$work/unpacked" "$target"
  rm -rf "$work"
  trap - EXIT
}

# The Python that a wheel is for does not matter here, since only its libraries are used: where
# there is none for this Python, one for another Python is taken.
download_wheel() {
  say "downloading torch==$torch_version+cpu with pip (about 200 MB)"
  if pip_download "$1" --no-deps "torch==$torch_version+cpu"; then return; fi
  say "pip has no torch==$torch_version+cpu here: $(tail -1 "$1/pip.log")"
  say "taking torch==$torch_version instead; on x86_64 that is the build for CUDA, and the"
  say "libraries of NVIDIA that come with it make this download more than 2 GB"
  say "(PIP_EXTRA_INDEX_URL or PIP_FIND_LINKS can name a place that has the '+cpu' build)"
  if pip_download "$1" "torch==$torch_version"; then return; fi
  fail "libtorch could not be downloaded: $(tail -1 "$1/pip.log")
setup: where Python has a torch already, Scripts/setup --torch-from-python uses that"
}

pip_download() {
  local folder=$1 for_python
  shift
  for for_python in "" 3.12 3.11 3.13; do
    if "$python" -m pip download --quiet --only-binary=:all: --dest "$folder" \
      ${for_python:+--python-version "$for_python" --platform "manylinux_2_28_$(uname -m)"} \
      "$@" >"$folder/pip.log" 2>&1; then
      return 0
    fi
  done
  return 1
}
