# The two commands that matter: `make run` and `make test`. `make help` lists the rest; scripts/ holds the work.

# rustup installs here, and a non-interactive shell does not always know it.
export PATH := $(PATH):$(HOME)/.cargo/bin

.DEFAULT_GOAL := help
.PHONY: run test lint fmt bench doctor help

run: ## Build Tuma and start it with its dashboard, a SQLite database in ./data, a simulated carrier and an API key (more flags: ARGS=…)
	@scripts/need.sh rust cc node
	@scripts/web.sh
	@cargo run --locked --profile demo --package tuma -- serve --demo $(ARGS)

test: ## Every check: format, house rules, licences, lints, docs, all tests on SQLite and on PostgreSQL (FORCE=1 repeats a green run)
	@scripts/test.sh all

lint: ## The checks that run no test: format, house rules, licences, clippy, rustdoc
	@scripts/test.sh lint

fmt: ## Format the code
	@cargo fmt --all

bench: ## The benchmarks, release build, this machine (which and how: ARGS=…)
	@scripts/need.sh rust cc
	@cargo run --locked --release --package bench -- $(ARGS)

doctor: ## Say which tools are here and which are missing, and install nothing
	@scripts/need.sh --look rust lints cc git python node chromium postgres interop openapi

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
