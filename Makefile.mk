# make -f Makefile.mk <target>. Needs node 18 or newer with npm; everything else, PostgreSQL too, comes with the packages.

.DEFAULT_GOAL := help
.PHONY: help run build test check migrate status verify seed load spam getsnap settle clean packages commands

# npm scripts, and what is in bin/, run on the Node that the packages pin, whatever the machine's own is.

# What is installed: a copy of the lock file that it was installed from.
INSTALLED := node_modules/.installed-package-lock.json

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-10s%s\n", $$1, $$2}' Makefile.mk

run: commands ## run the whole mesh in this terminal: ARGS="--processors 4 --groups 4"
	@bin/walletmesh up $(ARGS)

build: packages ## leave the commands in bin/, and make the console
	@npm run --silent build

test: packages ## run the tests: ARGS="cli/up" for those of a folder
	@npm run --silent test -- $(ARGS)

check: packages ## check types, style and contracts
	@npm run --silent check

migrate: commands ## bring the database schema up to date
	@bin/walletmesh migrate $(ARGS)

status: commands ## show groups, op-processors and what waits
	@bin/walletmesh status $(ARGS)

verify: commands ## check that the ledger adds up and was not changed
	@bin/walletmesh verify $(ARGS)

seed: commands ## fill an empty mesh with demo data
	@bin/walletmesh seed $(ARGS)

load: packages ## load the running mesh over gRPC with ghz: ARGS="submit-stream --total 50"
	@load/load.sh $(ARGS)

spam: commands ## load the running mesh over HTTP and check its ledger: w=8 workers, t=10000 transactions
	@bin/walletmesh load --workers $(or $(w),8) --transactions $(or $(t),10000) $(ARGS)

getsnap: commands ## take a snapshot of what banks are owed, and show it
	@bin/walletmesh snapshot $(ARGS)

settle: commands ## approve the newest snapshot and wait until it is settled
	@bin/walletmesh settle $(ARGS)

clean: ## remove what was built and installed; data/ stays
	rm -rf bin .tsbuild console/dist node_modules

commands: packages
	@npm run --silent build >/dev/null

# With the machine's own Node: the pinned one is among what is replaced.
packages:
	@cmp -s package-lock.json $(INSTALLED) || { \
	  command -v npm >/dev/null || { echo "install Node.js 18 or newer, with npm, first" >&2; exit 1; }; \
	  echo "installing packages"; \
	  npm ci --no-audit --no-fund --loglevel=error && cp package-lock.json $(INSTALLED); }
