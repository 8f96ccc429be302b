#!/usr/bin/env bash
# Runs the nas program on the arguments given, after building what has changed. The first run also
# sets the machine up: see scripts/setup. Standard output belongs to the program alone.
set -euo pipefail
# shellcheck source=scripts/shared.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/scripts/shared.sh"

readonly binary=$root/.build/release/nas
readonly stamp=$root/.build/nas-stamp
readonly log=$root/.build/nas-build.log

main() {
  # TAB in a shell asks the program that is there, and neither builds nor downloads.
  if [[ ${1-} == ---complete ]]; then exec "$binary" "$@" 2>/dev/null; fi
  # Nobody may read standard error, which is no reason to stop.
  { : >&3; } 3>&2 || exec 2>/dev/null
  trap '' PIPE
  pwd -P >/dev/null 2>&1 || fail "$missing_input" "The working folder is gone: change to another"
  set_up
  is_up_to_date || build
  trap - PIPE
  SWIFT_NAS_COMMIT=$(commit)
  export SWIFT_NAS_COMMIT
  # Threads that wait for each other give the processor back before long. By default they spin, which
  # beside other busy programs makes a step many times as slow, and wins nothing that could be measured.
  if [[ -z ${OMP_WAIT_POLICY:-} ]]; then export GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-20000}; fi
  exec "$binary" "$@"
}

# What is built runs without Swift.
set_up() {
  if [[ -x $binary ]] && ! has_command swift; then
    "$root/scripts/libtorch" >&2
  else
    "$root/scripts/setup" >&2
  fi
}

# The stamp dates from the start of the last good build and names the place and the compiler of it.
# Compared are the times at which files last changed in any way, so that a file that was copied
# with its old date counts as changed too; a removed file shows in its folder. Of libtorch, which may be
# replaced by another where it lies, the files are looked at that every version changes.
is_up_to_date() {
  [[ -x $binary && -e $stamp && $(<"$stamp") == "$(stamp_content)" ]] || return 1
  local input inputs=("$root/Package.swift" "$root/Sources" "$root/.libtorch")
  for input in "$root/Package.resolved" "$root/.libtorch/lib/"libtorch_cpu.* \
    "$root/.libtorch/include/torch/headeronly/version.h" "$(swift_binary)"; do
    if [[ -e $input ]]; then inputs+=("$(readlink -f "$input")"); fi
  done
  [[ -z $(find "${inputs[@]}" -newercm "$stamp" -print -quit) ]]
}

stamp_content() { printf '%s\n' "$root" "$(swift_binary)"; }

# Where there is none, the one of the last build.
swift_binary() {
  if has_command swift; then readlink -f "$(command -v swift)"; else sed -n 2p "$stamp"; fi
}

build() {
  local title='Building swift-nas (release) ...'
  has_command swift || fail "$missing_input" \
    "Swift is not on the PATH, but the sources or libtorch have changed since nas was built"
  { mkdir -p "$root/.build" && stamp_content >"$stamp.$$"; } 2>/dev/null ||
    fail "$io_error" "$root/.build cannot be written, but nas has to be built"
  if [[ ! -x $binary ]]; then
    say 'Building swift-nas (release), a few minutes the first time ...'
    title=''
  fi
  if swift_package build -c release --product nas 2>&1 | tee "$log" | show_progress "$title"; then
    mv "$stamp.$$" "$stamp"
  else
    rm -f "$stamp.$$"
    grep -vE '^\[[0-9]+/[0-9]+\] ' "$log" >&2 || true
    fail "$internal_error" "The build failed, its messages are above"
  fi
}

# show_progress TITLE: SwiftPM's steps on standard error, on one line where that is a terminal.
# The title comes before the first real step: a build with nothing to do says nothing.
show_progress() {
  local title=$1 line shown=''
  while IFS= read -r line; do
    is_step "$line" || continue
    [[ -z $title ]] || say "$title"
    title=''
    shown=yes
    if is_drawing; then
      tell '\r\033[K%s' "${line:0:79}"
    else
      tell '%s\n' "$line"
    fi
  done
  if [[ -n $shown ]] && is_drawing; then tell '\r\033[K'; fi
}

is_step() {
  case $1 in
    *'] Write '* | *'] Planning '*) return 1 ;;
    '['[0-9]*/[0-9]*'] '* | Fetching* | 'Another instance'*) return 0 ;;
    *) return 1 ;;
  esac
}

main "$@"
