# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# Building the shim for one libtorch, and knowing whether that was done.

shim_hash() {
  (
    cd "$root"
    find Native/torch Sources/CTorch/include/assay_torch_{operations,table}.h -type f \( -name '*.cpp' -o -name '*.hpp' -o -name '*.h' \) \
      -print0 | LC_ALL=C sort -z | xargs -0 cat Scripts/lib/shim.sh | sha256sum | cut -d' ' -f1
  )
}

# Succeeds with a reason where the shim must be built.
shim_out_of_date() {
  local folder
  folder=$(recorded torch_folder)
  if [[ ! -f $cache/current/libassaytorch.so || -z $folder ]]; then
    echo "the tensor library is not set up yet"
  elif [[ ! -d $folder/lib ]]; then
    echo "the libtorch that was set up is gone from $folder"
  elif [[ $source == python && $(recorded source) != python ]]; then
    echo "the torch of Python is asked for"
  elif [[ $(recorded source) == wheel && $(recorded torch) != "$torch_version"* ]]; then
    echo "libtorch $(recorded torch) is set up, $torch_version is needed"
  elif [[ $(recorded shim) != "$(shim_hash)" ]]; then
    echo "the shim's sources have changed"
  else
    return 1
  fi
}

build_shim() {
  local libraries=(-ltorch_cpu -lc10) compiler built="" started=$SECONDS
  if [[ -e $torch_folder/lib/libtorch_cuda.so ]]; then
    # Nothing in the shim names these, but CUDA tensors exist only where they are loaded.
    libraries=(-Wl,--no-as-needed -ltorch_cuda -lc10_cuda "${libraries[@]}")
  fi
  while read -r compiler; do
    say "compiling the shim with $compiler"
    if "$compiler" -std=c++20 -O2 -shared -fPIC -fvisibility=hidden \
      -isystem "$torch_folder/include" -isystem "$torch_folder/include/torch/csrc/api/include" \
      -I "$root/Sources/CTorch/include" "$root/Native/torch/shim.cpp" \
      -L "$torch_folder/lib" "${libraries[@]}" -Wl,-rpath,"$torch_folder/lib" \
      -o "$target/libassaytorch.so.new" 2>"$target/compiler.log"; then
      built=$compiler
      break
    fi
    say "it could not: $(grep -m1 -E 'error|cannot' "$target/compiler.log" || true)"
  done < <(compilers)
  [[ -n $built ]] || fail "no compiler could build the shim; see $target/compiler.log"
  local versions
  versions=$(verify_shim "$target/libassaytorch.so.new") \
    || fail "the shim does not load: $versions"
  mv "$target/libassaytorch.so.new" "$target/libassaytorch.so"
  {
    echo "torch=$found_version"
    echo "source=$source"
    echo "torch_folder=$torch_folder"
    echo "compiler=$("$built" --version | head -1)"
    echo "shim=$(shim_hash)"
  } >"$target/manifest"
  ln -sfn "$target" "$cache/current.new"
  mv -T "$cache/current.new" "$cache/current"
  say "the tensor library is ready after $((SECONDS - started)) s: $versions"
}

# Loads the shim in a process of its own and prints the versions it reports.
verify_shim() {
  "$python" - "$1" 2>&1 <<'PYTHON'
import ctypes, sys
class Identity(ctypes.Structure):
    _fields_ = [(n, ctypes.c_char_p) for n in ("signature", "compiled", "running", "compiler")]
library = ctypes.CDLL(sys.argv[1])
library.assay_torch_identity.restype = ctypes.POINTER(Identity)
identity = library.assay_torch_identity().contents
compiled, running = identity.compiled.decode(), identity.running.decode()
print(f"compiled for libtorch {compiled}, running with {running}")
sys.exit(compiled != running)
PYTHON
}
