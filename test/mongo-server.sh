#!/usr/bin/env bash
# Prints the path of a server of MongoDB's protocol, for tests: mongod, or ferretdb, or one that is built here with Go.
set -euo pipefail

command -v mongod || command -v ferretdb && exit

version=v1.24.0
server=${XDG_CACHE_HOME:-$HOME/.cache}/walletmesh/ferretdb-$version
if [ ! -x "$server" ]; then
  if ! command -v go >/dev/null; then
    echo "tests need MongoDB (mongod) or FerretDB 1.24 (ferretdb) on the PATH, or Go (https://go.dev/dl) to build the latter" >&2
    exit 1
  fi
  echo "building FerretDB $version for tests; this takes a minute or two, once" >&2
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  module=$(go mod download -json "github.com/FerretDB/FerretDB@$version")
  cp -R "$(sed -n 's/^[[:space:]]*"Dir": "\(.*\)",$/\1/p' <<<"$module")" "$work/source"
  chmod -R u+w "$work/source"
  # It refuses to run without its version, which `go install` leaves out: the file is made when it is released.
  echo "$version" >"$work/source/build/version/version.txt"
  go build -C "$work/source" -tags ferretdb_no_postgresql,ferretdb_no_mysql -o "$work/ferretdb" ./cmd/ferretdb
  mkdir -p "$(dirname "$server")"
  # Whole or not at all, also when several tests build at once.
  mv "$work/ferretdb" "$server.$$"
  mv "$server.$$" "$server"
fi
echo "$server"
