import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The commands of the mesh, and the module that each one runs. */
const COMMANDS = {
  gateway: 'gateway/main.ts',
  op_processor: 'op-processor/main.ts',
  wlt_balancer: 'wlt-balancer/main.ts',
  settler: 'settler/main.ts',
  fraud: 'fraud/main.ts',
  walletmesh: 'cli/main.ts',
}

/** Writes an executable for each command into the folder bin of `root`, and returns their paths relative to it. */
export function writeLaunchers(root: string): string[] {
  const bin = join(root, 'bin')
  mkdirSync(bin, { recursive: true })
  return Object.entries(COMMANDS).map(([name, script]) => {
    const path = join(bin, name)
    // Replaced as a whole: a shell reads a script while it runs it.
    writeFileSync(`${path}.new`, launcher(script))
    chmodSync(`${path}.new`, 0o755)
    renameSync(`${path}.new`, path)
    return `bin/${name}`
  })
}

/** Finds the repository from its own place, through symbolic links, and runs the script with the pinned Node there. */
function launcher(script: string): string {
  return `#!/bin/sh
# Written by npm run build.
self=$0
while [ -L "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=$(dirname "$self")/$target ;;
  esac
done
root=$(CDPATH= cd -- "$(dirname "$self")/.." && pwd -P) || exit 1
node=$root/node_modules/.bin/node
if [ ! -x "$node" ]; then
  echo "$(basename "$0"): its packages are not installed: run make -f Makefile.mk build in $root" >&2
  exit 1
fi
exec "$node" "$root/${script}" "$@"
`
}
