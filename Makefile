# Everything a person or a machine does with this project; `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV_PYTHON := .venv/bin/python
UV := .venv/bin/uv
TOOLS := .local/tools
INSTALL := pip install --quiet --require-hashes
# What is started here sees one and the same environment, whatever the terminal has set: nothing of
# another Python or database, of AWS only where it is meant, and the loopback interface by no proxy.
unexport $(filter-out PYTHONUNBUFFERED,$(filter LC_% PG% PYTHON%,$(.VARIABLES))) \
	$(if $(filter release,$(MAKECMDGOALS))$(filter aws,$(TARGET)),,$(filter AWS_%,$(.VARIABLES))) \
	LANGUAGE NODE_ENV NODE_OPTIONS PIP_PREFIX PIP_ROOT PIP_TARGET VIRTUAL_ENV
export LANG := C.UTF-8
export LC_ALL := C.UTF-8
export NO_PROXY := localhost,.localhost,127.0.0.1,$(NO_PROXY),$(no_proxy)
export no_proxy := $(NO_PROXY)
export PIP_USER := 0
export UV_LINK_MODE := copy
# `make up SITE_PORT=8081` and the like reach the programs
export STACK SITE_PORT EMULATOR_PORT DATABASE_PORT SITE_NAMES

.PHONY: help up down clean status logs seed demo-years verify-journal dev build site sam-environment release test test-unit test-integration test-contract \
	test-e2e check-surroundings mutants contract lint format bench figures stress train reproduce report challenger inspect validate \
	recalibrate recalibrate-own recalibrate-lender register export-cohorts lock lock-functions install

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ------------------------------------------------------------------ environments
# `make up PYTHON=python3.12` chooses one; otherwise .venv stays if it fits, or the newest one is taken
CHOSEN := $(if $(filter command,$(origin PYTHON)),$(PYTHON))
ENVIRONMENT := sh local/environment.sh

.venv/made: $(if $(shell $(ENVIRONMENT) fits '$(CHOSEN)' && echo yes),,anew)
	@echo "  make the virtual environment"
	@$(ENVIRONMENT) make '$(CHOSEN)'

.PHONY: anew
anew:

.venv/local.stamp: requirements/local.txt .venv/made
	@$(UV) $(INSTALL) --python $(VENV_PYTHON) -r $<
	@touch $@

.venv/development.stamp: requirements/development.txt .venv/local.stamp
	@echo "  install what developing and testing needs"
	@$(UV) $(INSTALL) --python $(VENV_PYTHON) -r $<
	@touch $@

$(TOOLS)/%/stamp: requirements/%.txt .venv/made
	@echo "  install the tools: $*"
	@$(UV) venv --quiet --clear --python $(VENV_PYTHON) $(TOOLS)/$*
	@$(UV) $(INSTALL) --python $(TOOLS)/$*/bin/python -r $<
	@touch $@

$(TOOLS)/mutants/stamp: requirements/mutants.txt requirements/development.txt .venv/made
	@echo "  install the tools: mutants"
	@$(UV) venv --quiet --clear --python $(VENV_PYTHON) $(TOOLS)/mutants
	@$(UV) $(INSTALL) --python $(TOOLS)/mutants/bin/python -r requirements/development.txt -r $<
	@touch $@

# A machine without a Node.js that can build the site gets one of its own
NODE := $(if $(shell $(ENVIRONMENT) node-fits && echo yes),,$(TOOLS)/node/stamp)
NPM := PATH="$(CURDIR)/$(TOOLS)/node/bin:$$PATH" npm --prefix frontend --silent

RUNNING := .venv/local.stamp $(TOOLS)/sam/stamp $(TOOLS)/emulator/stamp $(NODE)

install: .venv/development.stamp $(RUNNING) $(TOOLS)/checkov/stamp ## Install everything that developing needs
	@$(VENV_PYTHON) -m local packages

contract: install ## Tell the site what the API looks like
	@$(VENV_PYTHON) frontend/generate.py

# ------------------------------------------------------------------ the running service
up: $(RUNNING) ## Build, start, deploy and seed the service on this machine
	@$(VENV_PYTHON) -m local up

down: .venv/local.stamp ## Stop it; the data stay
	@$(VENV_PYTHON) -m local down

clean: .venv/local.stamp ## Stop it and remove its data
	@$(VENV_PYTHON) -m local clean

status: .venv/local.stamp ## Say what runs and where
	@$(VENV_PYTHON) -m local status

logs: .venv/local.stamp ## Follow what the functions log
	@$(VENV_PYTHON) -m local logs

seed: .venv/local.stamp $(if $(DATA),.venv/development.stamp) ## Make the demo users; DATA=folder takes the Kaggle files
	@$(VENV_PYTHON) -m local seed $(if $(DATA),--data "$(DATA)")

demo-years: .venv/local.stamp ## Make a book of several years instead, with a drift to be found: [CLIENTS=2000] [YEARS=4]
	@$(VENV_PYTHON) -m local demo-years $(if $(CLIENTS),--clients "$(CLIENTS)") $(if $(YEARS),--years "$(YEARS)")

export-cohorts: .venv/local.stamp ## Write own people and payments as training files, without names: OUT=folder
	@test -n "$(OUT)" || { echo "error: name the folder: make export-cohorts OUT=folder" >&2; exit 1; }
	@$(VENV_PYTHON) -m local export-cohorts --out "$(OUT)"

verify-journal: .venv/local.stamp ## Check that the journal is what was sealed: [PUBLISHED=number:sha256]
	@$(VENV_PYTHON) -m local verify-journal $(if $(PUBLISHED),--published "$(PUBLISHED)")

dev: .venv/local.stamp ## Send changed code to the running functions at once
	@$(VENV_PYTHON) -m local dev

build: $(RUNNING) ## Build functions and layers (sam build)
	@$(VENV_PYTHON) -m local build

site: $(RUNNING)
	@$(VENV_PYTHON) -m local site

sam-environment: .venv/local.stamp ## Let `sam local` use a running LocalStack (docs/targets.md)
	@$(VENV_PYTHON) -m local sam-environment > .local/sam-local.json

release: build site ## Deploy to AWS: RELEASE=name [PARAMETERS="Name=value ..."]
	@test -n "$(RELEASE)" || { echo "error: name it: make release RELEASE=2026.11.24" >&2; exit 1; }
	@infra/release.sh "$(RELEASE)" $(PARAMETERS)

# ------------------------------------------------------------------ tests and measurements
# Two parts at a time: the longest waits for others more than it works. Each says what it found when
# it is done, in one piece, and one that fails keeps none of the others from being looked at.
test: install build site ## Everything that must hold
	@$(MAKE) --jobs=2 --output-sync=target --keep-going test-e2e lint test-unit test-integration test-contract

lint: install ## Style, types, imports, template
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache > .local/imports.log || { cat .local/imports.log; exit 1; }
	@for template in infra/*.yaml; do AWS_DEFAULT_REGION=eu-central-1 SAM_CLI_TELEMETRY=0 \
		$(TOOLS)/sam/bin/sam validate --lint --template "$$template" || exit 1; done
	@$(TOOLS)/checkov/bin/checkov -f infra/*.yaml --framework cloudformation --compact --quiet --skip-download
	@$(NPM) run lint

# Each suite leaves what it found for the dossier
RESULTS := .local/results

test-unit: install
	@$(VENV_PYTHON) -m pytest tests/unit --junitxml=$(RESULTS)/unit.xml
	@$(NPM) test -- --reporter=default --reporter=junit --outputFile.junit=$(CURDIR)/$(RESULTS)/site.xml

test-integration: install
	@$(VENV_PYTHON) -m pytest tests/integration --junitxml=$(RESULTS)/integration.xml

test-contract: install build site
	@$(VENV_PYTHON) -m pytest tests/contract --junitxml=$(RESULTS)/contract.xml

test-e2e: install build ## On a stack of its own; TARGET=localstack or an address: on that one
	@TARGET="$(TARGET)" $(VENV_PYTHON) -m tests.e2e

check-surroundings: ## Bring up a fresh clone in an odd folder and terminal (minutes)
	@tests/surroundings "$(CHOSEN)"

mutants: $(TOOLS)/mutants/stamp ## Plant faults in the code and count those no test notices (days); SAMPLE=300 SEED=1: some
	@$(TOOLS)/mutants/bin/python -m tests.mutants $(if $(ONLY),--only "$(ONLY)") $(if $(SAMPLE),--sample "$(SAMPLE)") $(if $(SEED),--seed "$(SEED)")

bench: install build ## Measure the running stack; SIZE=1000000: a bank's size, on a stack of its own
	@$(VENV_PYTHON) -m bench $(if $(SIZE),size "$(SIZE)")

figures: .venv/development.stamp ## Write docs/figures.md of what was measured
	@$(VENV_PYTHON) -m bench figures

stress: install build site ## Kill, cut and double things while 10,000 scores are asked for; fails if one is lost: [SCORES=10000] [SEED=1]
	@$(VENV_PYTHON) -m tests.stress $(if $(SCORES),--scores "$(SCORES)") $(if $(SEED),--seed "$(SEED)")

format: install ## Put the code into shape
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .
	@$(NPM) run format

train: install ## Train the models: DATA=folder of the Kaggle files; without it, for trying out, on synthetic people
	@$(VENV_PYTHON) -m training train $(if $(DATA),--data "$(DATA)")

report: install ## Write docs/model-report.md with its plots, after make train: DATA=folder
	@test -n "$(DATA)" || { echo "error: name the folder of the Kaggle files: make report DATA=folder" >&2; exit 1; }
	@$(VENV_PYTHON) -m training report --data "$(DATA)"

# What the suites wrote last; SINCE=tag shows what changes for a fixed panel
BEFORE = .local/before
dossier: install ## Write what a release is, and what was not tested: RELEASE=name [SINCE=tag] [RESULTS=folder] [APPROVALS=file.json] [OUT=file.md]
	@test -n "$(RELEASE)" || { echo "error: name it: make dossier RELEASE=2026.11.24" >&2; exit 1; }
	@rm -rf $(BEFORE) && mkdir -p $(BEFORE) $(RESULTS)
	@$(if $(SINCE),git archive "$(SINCE)" layers/model/bundle layers/core/decisions/rules | tar -x -C $(BEFORE))
	@$(VENV_PYTHON) -m training dossier --release "$(RELEASE)" $(if $(SINCE),--before $(BEFORE)) \
		--results "$(RESULTS)" $(if $(APPROVALS),--approvals "$(APPROVALS)") --out "$(or $(OUT),.local/dossier.md)"

challenger: .venv/development.stamp ## Add a model that scores in the shadow: MODEL=path.cbm NAME=name
	@test -n "$(MODEL)" -a -n "$(NAME)" || { echo "error: name both: make challenger MODEL=path.cbm NAME=name" >&2; exit 1; }
	@$(VENV_PYTHON) -m training challenger --model "$(MODEL)" --name "$(NAME)"

reproduce: install ## Repeat a published comparison, beside honest figures: DATA=folder [OUT=file.json] [SEARCH=40]
	@test -n "$(DATA)" || { echo "error: name the folder of the Kaggle files: make reproduce DATA=folder" >&2; exit 1; }
	@$(VENV_PYTHON) -m training reproduce --data "$(DATA)" $(if $(OUT),--out "$(OUT)") $(if $(SEARCH),--search "$(SEARCH)")

# Another lender's data; docs/other-lenders.md says how to write the mapping
LENDER = --data "$(DATA)" --mapping "$(MAPPING)"
named = test -n "$(DATA)" -a -n "$(MAPPING)" || { echo "error: name both: make $(1) DATA=folder MAPPING=file.toml" >&2; exit 1; }

inspect: .venv/development.stamp ## Say what a mapping makes of another lender's file; writes nothing: DATA=folder MAPPING=file.toml
	@$(call named,$@)
	@$(VENV_PYTHON) -m training inspect $(LENDER)

validate: .venv/development.stamp ## Measure the model on another lender's people: DATA=folder MAPPING=file.toml [BUNDLE=folder] [OUT=folder]
	@$(call named,$@)
	@$(VENV_PYTHON) -m training validate $(LENDER) $(if $(BUNDLE),--bundle "$(BUNDLE)") $(if $(OUT),--out "$(OUT)")

register: .venv/development.stamp ## Let a bundle challenge the one in force: BUNDLE=folder (TARGET=aws: of the production stack)
	@test -n "$(BUNDLE)" || { echo "error: name the folder: make register BUNDLE=folder" >&2; exit 1; }
	@$(VENV_PYTHON) -m training verify --bundle "$(BUNDLE)"
	@$(if $(filter aws,$(TARGET)),infra/register.sh "$(BUNDLE)",$(VENV_PYTHON) -m local register --bundle "$(BUNDLE)")

# It writes over the bundle that scores for real: nothing but a plain yes may say so
said-plainly = test -z "$(filter-out yes no,$(PUT_IN_FORCE))" || { echo "error: PUT_IN_FORCE is yes or no" >&2; exit 1; }

OWN_COHORTS := .local/cohorts

recalibrate: .venv/development.stamp ## Fit level and slope to own outcomes [COHORTS=12], or to another lender: DATA= MAPPING= [PUT_IN_FORCE=yes]; as a new bundle: [OUT=folder]
	@$(said-plainly)
	@$(if $(DATA)$(MAPPING),$(MAKE) recalibrate-lender,$(MAKE) recalibrate-own)

recalibrate-own: .venv/development.stamp
	@test -z "$(PUT_IN_FORCE)" || { echo "error: own outcomes put nothing in force: register the bundle, and let a second person promote it" >&2; exit 1; }
	@$(VENV_PYTHON) -m local export-outcomes --out "$(OWN_COHORTS)" $(if $(COHORTS),--cohorts "$(COHORTS)")
	@$(VENV_PYTHON) -m training recalibrate-own --cohorts "$(OWN_COHORTS)" $(if $(BUNDLE),--bundle "$(BUNDLE)") $(if $(OUT),--out "$(OUT)")

recalibrate-lender: .venv/development.stamp
	@$(call named,recalibrate)
	@$(VENV_PYTHON) -m training recalibrate $(LENDER) $(if $(BUNDLE),--bundle "$(BUNDLE)") $(if $(OUT),--out "$(OUT)") $(if $(filter yes,$(PUT_IN_FORCE)),--put-in-force)

# ------------------------------------------------------------------ pinned requirements
# One resolution for every Python from 3.11 on; where they differ, a line has a marker
COMPILE = $(UV) pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --generate-hashes --no-header \
	--no-annotate
UPGRADE := --upgrade
LAMBDA = --no-build
without = $(addprefix --no-emit-package ,$(1))
names = $(shell sed -nE 's/^([a-zA-Z0-9_.-]+)==.*/\1/p' $(1))
# The runtime brings boto3 with these
RUNTIME_BRINGS := boto3 botocore jmespath python-dateutil s3transfer six urllib3
# Declared by CatBoost, not needed to predict: without pandas, the import takes a third less
NOT_FOR_INFERENCE := contourpy cycler fonttools graphviz kiwisolver matplotlib narwhals packaging \
	pandas pillow plotly pyparsing python-dateutil pytz tzdata

lock: .venv/local.stamp ## Pin the newest versions that fit; UPGRADE= keeps those that still do
	@$(COMPILE) $(LAMBDA) $(call without,$(RUNTIME_BRINGS)) layers/core/requirements.in -o layers/core/requirements.txt
	@$(COMPILE) $(LAMBDA) $(call without,$(NOT_FOR_INFERENCE)) layers/model/requirements.in -o layers/model/requirements.txt
	@$(MAKE) lock-functions
	@for name in bootstrap emulator sam node checkov; do \
		$(COMPILE) --group $$name -o requirements/$$name.txt; done
	@$(COMPILE) --group local -o requirements/local.txt -c layers/core/requirements.txt
	@$(COMPILE) --group development -o requirements/development.txt \
		$(addprefix -c ,$(wildcard layers/*/requirements.txt functions/*/requirements.txt)) -c requirements/local.txt
	@$(COMPILE) --group mutants -o requirements/mutants.txt -c requirements/development.txt
	@$(if $(UPGRADE),$(NPM) update)

# What the core layer ships, the functions do not ship again
lock-functions:
	@for name in api importer maintenance; do $(COMPILE) $(LAMBDA) -c layers/core/requirements.txt \
		$(call without,$(call names,layers/core/requirements.txt)) \
		functions/$$name/requirements.in -o functions/$$name/requirements.txt; done
