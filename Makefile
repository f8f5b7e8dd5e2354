# The commands of this project. `make help` lists them; the work is done in scripts/ and bench/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test check translations env db fresh newdb dropdb template stop clean code pictures bench outage kill-payouts tour lint window packages audit mutants

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / { gsub(/[$$][$$]/, "$$", $$2); printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## set everything up and serve the demo until Ctrl-C
	@scripts/run.sh

test: ## set everything up and run all tests
	@scripts/packages.sh --tests && scripts/test.py

check: ## run the checks and tests of some files: make check FILE=db/functions/fares/split_amount.sql
	@scripts/venv.sh requirements-dev.txt && .venv/bin/python -m scripts.check $(FILE)

mutants: ## make small faults in code about money and see whether tests fail: make mutants ONLY="web.tsv db/functions/ledger" RESULT=survived
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && .venv/bin/python -m scripts.mutants $(ONLY)

lint: ## run only the checks that need no database
	@scripts/packages.sh --tests && scripts/test.py lint

audit: ## look for vulnerabilities and secrets, also in the packages we use
	@scripts/test.py audit

translations: ## add new texts of the pages to the catalogues for translators
	@scripts/translations.sh update

env: ## print the settings of what runs, else of what would run, as shell assignments: eval "$$(make -s env)"
	@/usr/bin/env python3 scripts/env.py --running

db: ## bring the database up to date: private PostgreSQL (or DATABASE_URL), migrations, functions, guards
	@scripts/database.sh

fresh: ## the same, starting with an empty private database
	@scripts/database.sh --fresh

export WHY CMD

newdb: ## make a migrated and loaded database: make -s newdb NAME=mine
	@scripts/newdb.sh "$(NAME)"

dropdb: ## drop it: make dropdb NAME=mine
	@scripts/newdb.sh --drop "$(NAME)"

code: ## print the current second-factor code of the demo's staff and SACCO officials
	@scripts/code.sh

pictures: ## take a picture of every page of the running demo, into docs/pictures
	@set -a && eval "$$(/usr/bin/env python3 scripts/env.py --running)" && .venv/bin/python -m scripts.pictures

bench: ## print the benchmark table, write .local/bench.json
	@scripts/bench.sh

outage: ## stop a PostgreSQL under load, with and without killing the web: make outage [FOR=60] [RATE=100]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt \
	  && .venv/bin/python -m web.tests.outage_run $(or $(FOR),60) $(or $(RATE),100)

kill-payouts: ## kill web and worker at named points of payouts: make kill-payouts [KILLS=1200] [SEED=2026]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && .venv/bin/python -m web.tests.kill_payouts_run $(or $(KILLS),1200) $(or $(SEED),2026)

tour: ## narrate one fare, step by step
	@scripts/tour.sh

window: ## run one audited statement in a maintenance window: make window WHY=reason CMD='alter table …'
	@scripts/window.sh "$$WHY" "$$CMD"

stop: ## stop the demo and the private PostgreSQL
	@scripts/stop.sh

clean: ## stop both and remove .local/ with all its data
	@scripts/stop.sh && scripts/cluster.sh remove
