# Pieces that the scripts share; sourced by them, never run. Bash 3.2 (macOS) has to understand it.
# shellcheck shell=bash

# The checkout, without symbolic links on the way.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Exit codes, from sysexits.h: the ones that the nas program uses.
# shellcheck disable=SC2034 # for the scripts that source this
readonly usage_error=64 bad_data=65 missing_input=66 internal_error=70 io_error=74

say() { tell 'swift-nas: %s\n' "$*"; }

# tell FORMAT TEXT...: prints on standard error, as far as that takes anything.
# shellcheck disable=SC2059 # the format is the caller's
tell() { { printf "$@" >&3; } 3>&2 2>/dev/null || :; }

# Whether a line on standard error can be drawn over: as the nas program has it.
is_drawing() {
  [[ -t 2 && ${TERM:-dumb} != dumb && -z ${NO_COLOR:-} && ${CI:-false} == false ]]
}

# fail CODE MESSAGE...: says the message and ends the script.
fail() {
  local code=$1
  shift
  say "$@"
  exit "$code"
}

has_command() { command -v "$1" >/dev/null 2>&1; }

# The commit of the checkout, -dirty when files that are built differ from it; unknown outside a repository.
commit() {
  local head
  if [[ $(git -C "$root" rev-parse --show-toplevel 2>/dev/null) != "$root" ]] ||
    ! head=$(git -C "$root" rev-parse --verify --quiet HEAD); then
    echo unknown
  elif [[ -n $(GIT_OPTIONAL_LOCKS=0 git -C "$root" status --porcelain -- \
    nas Package.swift scripts Sources) ]]; then
    echo "$head-dirty"
  else
    echo "$head"
  fi
}

# provide PACKAGE...: installs Debian packages where this user may, otherwise says how to, and ends.
provide() {
  if [[ $(uname -s) == Darwin ]]; then
    fail "$missing_input" "Packages are missing, install them with: $(macos_command "$@")"
  elif ! has_command apt-get; then
    fail "$missing_input" "Packages are missing, please install what Debian calls: $*"
  elif ((EUID != 0)); then
    fail "$missing_input" "Packages are missing, install them with: sudo apt-get install -y $*"
  fi
  say "Installing $* with apt-get ..."
  apt_install "$@"
}

# The package lists are fetched only when the packages cannot be installed without.
apt_install() {
  local output
  output=$(apt_get install -y "$@" || { apt_get update && apt_get install -y "$@"; }) || {
    printf '%s\n' "$output" >&2
    fail "$io_error" "apt-get could not install $*, its messages are above"
  }
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@" 2>&1; }

macos_command() {
  local package formulas=()
  for package in "$@"; do
    case $package in
      libarchive-dev) formulas+=(libarchive) ;;
      libssl-dev) formulas+=(openssl@3) ;;
      python3-pip) formulas+=(python3) ;;
      *)
        echo 'xcode-select --install'
        return
        ;;
    esac
  done
  echo "brew install ${formulas[*]}"
}

# swift_package SUBCOMMAND ARGUMENT...: runs swift build, swift test, ... on this package.
# The package reads .libtorch, which already points where LIBTORCH does: one spelling of the folder,
# so nothing is rebuilt when the variable comes or goes.
swift_package() {
  local subcommand=$1
  shift
  env -u LIBTORCH swift "$subcommand" --package-path "$root" "$@"
}
