# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# The Debian packages that the rest of the set-up needs, each only where what it gives is missing.

# The C++ compilers to try, the toolchain's own first.
compilers() {
  local swift_folder
  swift_folder=$(dirname "$(readlink -f "$(command -v swiftc || echo /nowhere/swiftc)")")
  local candidate
  for candidate in ${CXX:+"$CXX"} "$swift_folder/clang++" clang++ g++ c++; do
    if command -v "$candidate" >/dev/null 2>&1; then echo "$candidate"; fi
  done
}

# Whether some compiler finds a C++20 standard library and can link.
have_compiler() {
  local folder compiler result=1
  folder=$(mktemp -d)
  printf '#include <string>\n#include <span>\nint main() { return (int)std::string().size(); }\n' \
    >"$folder/try.cpp"
  while read -r compiler; do
    if "$compiler" -std=c++20 "$folder/try.cpp" -o "$folder/try" >/dev/null 2>&1; then
      result=0
      break
    fi
  done < <(compilers)
  rm -rf "$folder"
  return "$result"
}

# Whether some compiler finds a C header and links its library.
have_library() {
  local folder compiler result=1
  folder=$(mktemp -d)
  printf '#include <%s>\nint main(void) { return 0; }\n' "$1" >"$folder/try.c"
  while read -r compiler; do
    if "$compiler" -x c "$folder/try.c" -o "$folder/try" "-l$2" >/dev/null 2>&1; then
      result=0
      break
    fi
  done < <(compilers)
  rm -rf "$folder"
  return "$result"
}

missing_packages() {
  local packages=()
  have_compiler || packages+=(g++)
  # Of the store, and of the HTTP client. Without a compiler nothing can be tried: ask for both.
  have_library sqlite3.h sqlite3 || packages+=(libsqlite3-dev)
  have_library zlib.h z || packages+=(zlib1g-dev)
  command -v "$python" >/dev/null 2>&1 || packages+=(python3)
  "$python" -m pip --version >/dev/null 2>&1 || packages+=(python3-pip)
  echo "${packages[*]:-}"
}

install_packages() {
  local packages
  packages=$(missing_packages)
  if [[ -z $packages ]]; then
    say "a C++ compiler, SQLite, zlib, Python and pip are there"
    return
  fi
  command -v apt-get >/dev/null 2>&1 \
    || fail "please install what gives you: $packages (there is no apt-get here)"
  local with=()
  if [[ $(id -u) != 0 ]]; then
    command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null \
      || fail "please have an administrator run: apt-get install $packages"
    with=(sudo -n)
  fi
  say "installing Debian packages: $packages"
  "${with[@]}" apt-get update -qq
  # One word a package.
  # shellcheck disable=SC2086
  "${with[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends $packages >/dev/null
}
