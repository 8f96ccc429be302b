# What scripts/test-setup is made of, sourced by it: pretended tools, tiny wheels, expectations.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root, work, python and checkout are variables of the tests

make_tools() {
  mkdir "$work/tools"
  cat >"$work/tools/python3" <<PYTHON
#!/usr/bin/env bash
printf '%s\n' "\$*" >>"\$TOOL_STATE/python.calls"
if [[ \$1 == - && -e \$TOOL_STATE/hide-pytorch ]]; then exit; fi
if [[ \$* == *'import pip'* && -e \$TOOL_STATE/hide-pip ]]; then exit 1; fi
while [[ \$* == *'pip download'* && -e \$TOOL_STATE/hold-download ]]; do sleep 0.05; done
if [[ \$* == *unpack-wheels* && -e \$TOOL_STATE/hold-unpack ]]; then
  mkdir -p "\$3/torch/include" && touch "\$TOOL_STATE/half-unpacked" && sleep 60
fi
exec "$python" "\$@"
PYTHON
  cat >"$work/tools/swift" <<'SWIFT'
#!/usr/bin/env bash
case "$*" in
  --version) echo "Swift version $(cat "$TOOL_STATE/swift.version" 2>/dev/null || echo 6.2)" ;;
  -print-target-info) echo "\"runtimeResourcePath\": \"$(dirname "$0")/lib/swift\"" ;;
  build*)
    echo build >>"$TOOL_STATE/swift.calls"
    if [[ -e $TOOL_STATE/break-build ]]; then
      echo '[1/2] Compiling nas' && echo 'main.swift:1:1: error: broken' && exit 1
    fi
    mkdir -p "$3/.build/release" && echo '[1/2] Compiling nas'
    printf '#!/usr/bin/env bash\necho "$SWIFT_NAS_COMMIT $PWD $*"\n' >"$3/.build/release/nas"
    chmod +x "$3/.build/release/nas"
    ;;
esac
SWIFT
  mkdir "$work/tools/bin"
  printf '#!/usr/bin/env bash\ncat >/dev/null\n' >"$work/tools/bin/clang++"
  chmod +x "$work/tools/python3" "$work/tools/swift" "$work/tools/bin/clang++"
}

# path_without COMMAND: the PATH, with links to the other commands in place of folders that hold the command.
path_without() {
  local folder folders file path=''
  IFS=: read -ra folders <<<"$PATH"
  for folder in "${folders[@]}"; do
    if [[ -e $folder/$1 ]]; then
      mkdir -p "$TOOL_STATE/without/$folder"
      for file in "$folder"/*; do
        [[ ${file##*/} == "$1" ]] || ln -s "$file" "$TOOL_STATE/without/$folder/"
      done
      folder=$TOOL_STATE/without/$folder
    fi
    path+=${path:+:}$folder
  done
  printf '%s\n' "$path"
}

# A wheel of torch with what the set-up looks for, and with what it should leave behind.
make_wheel() {
  mkdir "$SWIFT_NAS_WHEEL_DIR"
  "$python" - "$SWIFT_NAS_WHEEL_DIR/torch-2.13.0-py3-none-any.whl" <<'PYTHON'
import sys, zipfile

with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    for name in ("torch", "torch_cpu", "torch_cuda", "torch_python"):
        wheel.writestr(f"torch/lib/lib{name}.so", "")
    wheel.writestr("torch/include/ATen/core/Tensor.h", "")
    wheel.writestr("torch/nn.py", "")
    about = "torch-2.13.0.dist-info"
    wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: torch\nVersion: 2.13.0\n")
    wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
    wheel.writestr(f"{about}/RECORD", "")
PYTHON
  touch "$TOOL_STATE/hide-pytorch"
}

# pin BUILD REQUIREMENT HASH: adds a pin, for whatever platform this is.
pin() {
  local platform
  for platform in linux-x86_64 linux-aarch64 macos-arm64; do
    printf '%s %s %s %s\n' "$platform" "$@"
  done >>"$SWIFT_NAS_LIBTORCH_PINS"
}

hash_of() {
  "$python" - "$1" <<'PYTHON'
import hashlib, pathlib, sys

print(hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest())
PYTHON
}

# make_libtorch FOLDER MINOR: a folder that looks like libtorch 2.MINOR.
make_libtorch() {
  mkdir -p "$1/include/ATen/core" "$1/include/torch/headeronly" "$1/lib"
  touch "$1/include/ATen/core/Tensor.h" "$1/lib/libtorch_cpu.so"
  printf '#define TORCH_VERSION_MAJOR 2\n#define TORCH_VERSION_MINOR %s\n' "$2" \
    >"$1/include/torch/headeronly/version.h"
}

# A bundle in $bundle for libtorch 2.13, whose program prints what it was given; and a libtorch for it.
make_bundle() {
  bundle="$TOOL_STATE/a bundle"
  mkdir -p "$bundle/lib"
  cp "$root/scripts/bundled-nas" "$bundle/nas"
  cat >"$bundle/lib/nas" <<'NAS'
#!/usr/bin/env bash
echo "$SWIFT_NAS_COMMIT|$LD_LIBRARY_PATH|$SWIFT_NAS_LIBRARY_PATH|$*"
NAS
  chmod +x "$bundle/lib/nas"
  list_bundle 2.17
  make_pytorch "$TOOL_STATE/own" 2.13.1+cpu
}

# list_bundle GLIBC: as scripts/bundle does.
list_bundle() {
  {
    printf 'commit 1234abcd\nlibtorch 2.13\nglibc %s\n' "$1"
    (cd "$bundle" && stat -c 'file %s %n' nas lib/nas)
    echo end
  } >"$bundle/lib/contents"
}

# make_pytorch FOLDER VERSION: a folder that looks like an installed PyTorch.
make_pytorch() {
  mkdir -p "$1/lib"
  touch "$1/__init__.py" "$1/lib/libtorch_cpu.so"
  printf "__all__ = ['__version__']\n__version__ = '%s'\n" "$2" >"$1/version.py"
}

setup_libtorch() { "$checkout/scripts/libtorch"; }

folder_of_libtorch() { "$checkout/scripts/libtorch" --print; }

# expect CODE TEXT COMMAND...: the command ends with the code and says the text.
expect() {
  local code=0 expected=$1 text=$2 output
  shift 2
  output=$("$@" 2>&1) || code=$?
  [[ $code == "$expected" && $output == *"$text"* ]] || {
    printf 'expected code %s and "%s", got code %s and: %s\n' "$expected" "$text" "$code" "$output"
    return 1
  }
}

is_linked() { [[ -e $checkout/.libtorch/lib/libtorch_cpu.so ]]; }

# not COMMAND...: the opposite of the command; unlike a !, set -e takes notice of it.
not() { if "$@"; then return 1; fi; }

# cache_is NAME...: the cache holds these folders, named without the platform, beside the lock.
cache_is() {
  local found
  found=$(cd "$XDG_CACHE_HOME/swift-nas" && find . -mindepth 1 -maxdepth 1 ! -name '*.lock')
  [[ $(sed -E 's|^\./||; s/-(many|mac)[^.]*//' <<<"$found") == "$*" ]]
}

downloads() { grep -c 'pip download' "$TOOL_STATE/python.calls" || true; }

wait_for() {
  local tries
  for ((tries = 0; tries < 400; tries++)); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.05
  done
  return 1
}
