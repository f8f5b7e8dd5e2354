# Everything a person types. `make help` lists it; the work is in scripts/ and bench/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check translations env db fresh newdb dropdb template stop clean code bench tour lint window packages audit

help: ## list the commands
	@awk -F':.*## ' '/^[a-z]+:.*## / { gsub(/[$$][$$]/, "$$", $$2); printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## set everything up and serve the demo until Ctrl-C
	@scripts/run.sh

test: ## set everything up and pass all tests
	@scripts/packages.sh --tests && scripts/test.py

check: ## only what concerns some files, in seconds: make check FILE=db/functions/fares/split_amount.sql
	@scripts/venv.sh requirements-dev.txt && .venv/bin/python -m scripts.check $(FILE)

lint: ## only the checks that need no database
	@scripts/packages.sh --tests && scripts/test.py lint

audit: ## look for holes and secrets, and for known holes in the packages we use
	@scripts/test.py audit

translations: ## take over new texts of the pages into the catalogues for translators
	@scripts/translations.sh update

env: ## print the instance as shell assignments: eval "$$(make -s env)"
	@/usr/bin/env python3 scripts/env.py

db: ## only the database: private PostgreSQL (or DATABASE_URL), migrations, functions, guards
	@scripts/database.sh

fresh: ## the same, from an empty private database
	@scripts/database.sh --fresh

export WHY CMD

newdb: ## a database of one's own, migrated and loaded: make -s newdb NAME=mine
	@scripts/newdb.sh "$(NAME)"

dropdb: ## remove it again: make dropdb NAME=mine
	@scripts/newdb.sh --drop "$(NAME)"

code: ## the code of this half minute for the demo's operator, finance officer and officials, as an app on a phone would show it
	@scripts/code.sh

bench: ## print the benchmark table, write .local/bench.json
	@scripts/bench.sh

tour: ## one fare, narrated
	@scripts/tour.sh

window: ## run one audited statement against guarded tables: make window WHY=reason CMD='alter table …'
	@scripts/window.sh "$$WHY" "$$CMD"

stop: ## stop the demo and the private PostgreSQL
	@scripts/stop.sh

clean: ## stop it and remove .local/ with all its data
	@scripts/stop.sh && scripts/cluster.sh remove
