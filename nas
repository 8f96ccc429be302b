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
  "$root/scripts/setup" >&2
  is_up_to_date || build
  SWIFT_NAS_COMMIT=$(commit)
  export SWIFT_NAS_COMMIT
  # Threads that wait for each other give the processor back before long. By default they spin, which
  # beside other busy programs makes a step many times as slow, and wins nothing that could be measured.
  if [[ -z ${OMP_WAIT_POLICY:-} ]]; then export GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-20000}; fi
  exec "$binary" "$@"
}

# The stamp dates from the start of the last good build and names the place and the compiler of it.
# Compared are the times at which files last changed in any way, so that a file that was copied
# with its old date counts as changed too; a removed file shows in its folder.
is_up_to_date() {
  [[ -x $binary && -e $stamp && $(<"$stamp") == "$(stamp_content)" ]] || return 1
  local inputs=("$root/Package.swift" "$root/Sources" "$root/.libtorch" "$(swift_binary)")
  [[ ! -e $root/Package.resolved ]] || inputs+=("$root/Package.resolved")
  [[ -z $(find "${inputs[@]}" -newercm "$stamp" -print -quit) ]]
}

stamp_content() { printf '%s\n' "$root" "$(swift_binary)"; }

swift_binary() { readlink -f "$(command -v swift)"; }

build() {
  local title='Building swift-nas (release) ...'
  mkdir -p "$root/.build"
  stamp_content >"$stamp.$$"
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
    if [[ -t 2 ]]; then
      printf '\r\033[K%s' "${line:0:79}" >&2
    else
      printf '%s\n' "$line" >&2
    fi
  done
  if [[ -n $shown && -t 2 ]]; then printf '\r\033[K' >&2; fi
}

is_step() {
  case $1 in
    *'] Write '* | *'] Planning '*) return 1 ;;
    '['[0-9]*/[0-9]*'] '* | Fetching* | 'Another instance'*) return 0 ;;
    *) return 1 ;;
  esac
}

# The commit of the checkout, -dirty when files differ from it; unknown outside a repository.
commit() {
  local head
  if [[ $(git -C "$root" rev-parse --show-toplevel 2>/dev/null) != "$root" ]] ||
    ! head=$(git -C "$root" rev-parse --verify --quiet HEAD); then
    echo unknown
  elif [[ -n $(GIT_OPTIONAL_LOCKS=0 git -C "$root" status --porcelain) ]]; then
    echo "$head-dirty"
  else
    echo "$head"
  fi
}

main "$@"
