# The commands of this project. `make help` lists them; the work is done in scripts/ and bench/.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# make test PG=18: another PostgreSQL beside Debian's (scripts/server.sh)
ifeq ($(origin PG),command line)
export LIPA_PG_VERSION := $(PG)
endif
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## / { gsub(/[$$][$$]/, "$$", $$2); printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## set everything up and serve the demo until Ctrl-C
	@scripts/run.sh

test: ## set everything up and run all tests: make test [LONG=yes: the long forms too] [PG=18]
	@scripts/packages.sh --tests && LIPA_LONG_TESTS=$(LONG) scripts/test.py

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

bench: ## print the benchmark table, write .local/bench.json: make bench [PG=18]
	@scripts/bench.sh

charts: ## draw fares against clients and the ledger's size into docs/performance: make charts [SIZES=0.1,1]
	@scripts/bench.sh charts clients && scripts/bench.sh charts sizes $(if $(SIZES),--sizes $(SIZES))

figures: ## write what make bench, make bench PG=18 and make charts found into docs/performance.md
	@.venv/bin/python -m bench.page

outage: ## stop a PostgreSQL under load, with and without killing the web: make outage [FOR=60] [RATE=100]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt \
	  && .venv/bin/python -m web.tests.outage_run $(or $(FOR),60) $(or $(RATE),100)

rush: ## play a peak hour that waits for no answer: make rush [SCOPE=pilot|route|sacco|nairobi|kenya|search|<fares/s>] [MINUTES=1] [SEED=2026] [BACKLOG=yes]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/translations.sh && scripts/template.sh \
	  && .venv/bin/python -m bench.rush $(or $(SCOPE),sacco) --minutes $(or $(MINUTES),1) --seed $(or $(SEED),2026) \
	  $(if $(filter yes,$(BACKLOG)),--backlog)

no-downtime: ## migrate, load, restart and change keys under load; no confirmation may fail: make no-downtime [RATE=20] [SEED=2026]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/translations.sh && scripts/template.sh \
	  && .venv/bin/python -m bench.rush.no_downtime $(or $(RATE),20) $(or $(SEED),2026)

tamper: ## change sealed rows as a superuser without guards, and find each change: make tamper [N=1000]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && LIPA_TAMPERINGS=$(or $(N),1000) .venv/bin/python -m pytest -q -n0 -rP db/tests/concurrency/test_seals.py -k changes

kill-payouts: ## kill web and worker at named points of payouts: make kill-payouts [KILLS=1200] [SEED=2026]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && .venv/bin/python -m web.tests.kill_payouts_run $(or $(KILLS),1200) $(or $(SEED),2026)

fire: ## harm web, worker, database and network under load, and compare with the operator's books: make fire [VOLUME=yes] [MINUTES=10] [SEED=2026] [FAULTS=kill-backend,10] [WRITE=docs/fire.md]
	@scripts/packages.sh --tests $(if $(FAULTS),faketime) && scripts/venv.sh requirements-dev.txt && .venv/bin/python -m bench.fire \
	  --minutes $(or $(MINUTES),10) --seed $(or $(SEED),2026) --faults "$(FAULTS)" $(if $(VOLUME),--volume) $(if $(WRITE),--write $(WRITE))

rides: ## play random trips and check the books after each step: make rides [STEPS=5000] [SEED=2026]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && .venv/bin/python -m db.tests.concurrency.ride_player $(or $(STEPS),5000) $(or $(SEED),2026)

scenarios: ## play all scenarios over HTTP in full, with a backlog of 90 minutes (about 12 minutes)
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && LIPA_SCENARIOS=full .venv/bin/python -m pytest -q -n0 -rP web/tests/scenarios

reconcile-week: ## reconcile a seeded week of the operator: make reconcile-week [PAYMENTS=2000] [SEED=2026]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && .venv/bin/python -m worker.tests.reconcile_week $(or $(PAYMENTS),2000) $(or $(SEED),2026)

replay: ## divide the last 30 days of every vehicle anew and compare with the ledger (DATABASE_URL, else the demo's)
	@scripts/replay.sh

fire-controls: ## break the system in 19 small ways and see that fault injection catches each: make fire-controls [ONLY=name]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/translations.sh && scripts/template.sh \
	  && .venv/bin/python -m bench.fire.controls $(ONLY)

interleavings: ## play the steps of sessions that race for the same money in every order
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && LIPA_SCHEDULES=1000000 .venv/bin/python -m pytest -q -n0 -rP db/tests/concurrency/test_interleavings.py

tour: ## narrate one fare, step by step
	@scripts/tour.sh

backup: ## back the private PostgreSQL up and archive its WAL from then on: make backup [TYPE=full|incr|off]
	@scripts/backup.sh $(TYPE)

restore-drill: ## restore the last backup beside the running system and verify its ledger, and find damage: make restore-drill [CASES="latest moment"]
	@scripts/venv.sh requirements-dev.txt && scripts/backup.sh \
	  && .venv/bin/python -m deploy.tests.recovery.restore_drill $(CASES)

promotion-drill: ## kill a primary with its disk under load and promote the standby: make promotion-drill [FOR=10] [SEED=2026]
	@scripts/packages.sh --tests && scripts/venv.sh requirements-dev.txt && scripts/template.sh \
	  && .venv/bin/python -m deploy.tests.recovery.promotion_drill $(or $(FOR),10) $(or $(SEED),2026)

window: ## run one audited statement in a maintenance window: make window WHY=reason CMD='alter table …'
	@scripts/window.sh "$$WHY" "$$CMD"

stop: ## stop the demo and the private PostgreSQL
	@scripts/stop.sh

clean: ## stop both and remove .local/ with all its data
	@scripts/stop.sh && scripts/cluster.sh remove
