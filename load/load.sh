#!/bin/sh
# Loads the running mesh over gRPC: load.sh [submit | submit-stream] [flags of ghz]
set -eu
cd "$(dirname "$0")/.."

config=load/submit.json
if [ $# -gt 0 ] && [ -f "load/$1.json" ]; then
  config=load/$1.json
  shift
fi

# Prints where ghz is, and installs it first where that is possible.
find_ghz() {
  command -v ghz && return
  if command -v go >/dev/null; then
    gobin=$(go env GOBIN)
    gobin=${gobin:-$(go env GOPATH)/bin}
    [ -x "$gobin/ghz" ] || {
      echo "installing ghz with go" >&2
      go install github.com/bojand/ghz/cmd/ghz@latest >&2
    }
    echo "$gobin/ghz"
    return
  fi
  if [ -x bin/ghz ]; then
    echo bin/ghz
    return
  fi
  # The image builds a binary for Linux.
  if [ "$(uname -s)" = Linux ] && docker info >/dev/null 2>&1; then
    echo "building ghz with docker" >&2
    DOCKER_BUILDKIT=1 docker build --quiet --output=bin --target=ghz-binary-built https://github.com/bojand/ghz.git >&2
    echo bin/ghz
    return
  fi
  echo "ghz is missing: install it from https://ghz.sh, or install Go or start Docker, and run this again" >&2
  return 1
}

ghz=$(find_ghz)
PATH="node_modules/.bin:$PATH" node load/wallets.ts
exec "$ghz" --config "$config" "$@"
