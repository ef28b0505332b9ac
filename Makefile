# Everything a person or a machine does with this project; `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON := .venv/bin/python
UV := .venv/bin/uv
TOOLS := .local/tools
INSTALL := pip install --quiet --require-hashes
export UV_LINK_MODE := copy
# PostgreSQL's package warns where the session has no folder of its own for sockets
export PYTHONWARNINGS := ignore:XDG_RUNTIME_DIR
# `make up SITE_PORT=8081` and the like reach the programs
export STACK SITE_PORT EMULATOR_PORT DATABASE_PORT

.PHONY: help up down clean status logs seed dev build sam-environment release test test-unit test-integration test-contract \
	test-e2e contract lint format bench train reproduce report challenger lock lock-functions install

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ------------------------------------------------------------------ environments
.venv/bin/uv:
	@command -v python3.11 >/dev/null || { echo "error: Python 3.11 is needed (python3.11 on the PATH). Install it and run make again." >&2; exit 1; }
	@echo "  make the virtual environment"
	@python3.11 -m venv .venv || { echo "error: python3.11 cannot make virtual environments. On Debian: apt-get install python3.11-venv" >&2; exit 1; }
	@$(PYTHON) -m $(INSTALL) -r requirements/bootstrap.txt
	@printf '%s\n' $(CURDIR) $(CURDIR)/layers $(CURDIR)/functions > .venv/lib/python3.11/site-packages/credit-scoring.pth

.venv/local.stamp: requirements/local.txt | .venv/bin/uv
	@$(UV) $(INSTALL) --python $(PYTHON) -r $<
	@touch $@

.venv/development.stamp: requirements/development.txt .venv/local.stamp
	@echo "  install what developing and testing needs"
	@$(UV) $(INSTALL) --python $(PYTHON) -r $<
	@touch $@

$(TOOLS)/%/stamp: requirements/%.txt | .venv/bin/uv
	@echo "  install the tools: $*"
	@$(UV) venv --quiet --clear --python python3.11 $(TOOLS)/$*
	@$(UV) $(INSTALL) --python $(TOOLS)/$*/bin/python -r $<
	@touch $@

# A machine without Node.js 20.19 or newer gets one of its own
NODE_IS_FIT := $(shell command -v npm >/dev/null && node -e "const [a, b] = process.versions.node.split('.'); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)" 2>/dev/null && echo yes)
NODE := $(if $(NODE_IS_FIT),,$(TOOLS)/node/stamp)
NPM := PATH="$(CURDIR)/$(TOOLS)/node/bin:$$PATH" npm --prefix frontend --silent

RUNNING := .venv/local.stamp $(TOOLS)/sam/stamp $(TOOLS)/emulator/stamp $(NODE)

install: .venv/development.stamp $(RUNNING) $(TOOLS)/checkov/stamp ## Install everything that developing needs
	@$(PYTHON) -m local packages

contract: install ## Tell the site what the API looks like
	@$(PYTHON) frontend/generate.py

# ------------------------------------------------------------------ the running service
up: $(RUNNING) ## Build, start, deploy and seed the service on this machine
	@$(PYTHON) -m local up

down: .venv/local.stamp ## Stop it; the data stay
	@$(PYTHON) -m local down

clean: .venv/local.stamp ## Stop it and remove its data
	@$(PYTHON) -m local clean

status: .venv/local.stamp ## Say what runs and where
	@$(PYTHON) -m local status

logs: .venv/local.stamp ## Follow what the functions log
	@$(PYTHON) -m local logs

seed: .venv/local.stamp $(if $(DATA),.venv/development.stamp) ## Make the demo users; DATA=folder takes the Kaggle files
	@$(PYTHON) -m local seed $(if $(DATA),--data $(DATA))

dev: .venv/local.stamp ## Send changed code to the running functions at once
	@$(PYTHON) -m local dev

build: $(RUNNING) ## Build functions and layers (sam build)
	@$(PYTHON) -m local build

sam-environment: .venv/local.stamp ## Let `sam local` use a running LocalStack (docs/targets.md)
	@$(PYTHON) -m local sam-environment > .local/sam-local.json

release: $(RUNNING) build ## Deploy to AWS: RELEASE=name [PARAMETERS="Name=value ..."]
	@test -n "$(RELEASE)" || { echo "error: name it: make release RELEASE=2026.11.24" >&2; exit 1; }
	@$(PYTHON) -m local site
	@infra/release.sh "$(RELEASE)" $(PARAMETERS)

# ------------------------------------------------------------------ tests and measurements
# Two parts at a time: the longest waits for others more than it works. Each says what it found when
# it is done, in one piece, and one that fails keeps none of the others from being looked at.
test: install build ## Everything that must hold
	@$(MAKE) --jobs=2 --output-sync=target --keep-going test-e2e lint test-unit test-integration test-contract

lint: install ## Style, types, imports, template
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache > .local/imports.log || { cat .local/imports.log; exit 1; }
	@AWS_DEFAULT_REGION=eu-central-1 SAM_CLI_TELEMETRY=0 $(TOOLS)/sam/bin/sam validate --lint
	@$(TOOLS)/checkov/bin/checkov -f infra/template.yaml --framework cloudformation --compact --quiet --skip-download
	@$(NPM) run lint

test-unit: install
	@$(PYTHON) -m pytest tests/unit
	@$(NPM) test

test-integration: install
	@$(PYTHON) -m pytest tests/integration

test-contract: install build
	@$(PYTHON) -m pytest tests/contract

test-e2e: install build ## On a stack of its own; TARGET=localstack or an address: on that one
	@TARGET="$(TARGET)" $(PYTHON) -m tests.e2e

bench: install ## Measure the running stack; one JSON line a figure
	@$(PYTHON) -m bench

format: install ## Put the code into shape
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .
	@$(NPM) run format

train: install ## Train the models: DATA=folder of the Kaggle files; without it, for trying out, on synthetic people
	@$(PYTHON) -m training train $(if $(DATA),--data $(DATA))

report: install ## Write docs/model-report.md with its plots, after make train: DATA=folder
	@test -n "$(DATA)" || { echo "error: name the folder of the Kaggle files: make report DATA=folder" >&2; exit 1; }
	@$(PYTHON) -m training report --data $(DATA)

challenger: .venv/development.stamp ## Add a model that scores in the shadow: MODEL=path.cbm NAME=name
	@test -n "$(MODEL)" -a -n "$(NAME)" || { echo "error: name both: make challenger MODEL=path.cbm NAME=name" >&2; exit 1; }
	@$(PYTHON) -m training challenger --model "$(MODEL)" --name "$(NAME)"

reproduce: install ## Repeat a published comparison, beside honest figures: DATA=folder [OUT=file.json] [SEARCH=40]
	@test -n "$(DATA)" || { echo "error: name the folder of the Kaggle files: make reproduce DATA=folder" >&2; exit 1; }
	@$(PYTHON) -m training reproduce --data $(DATA) $(if $(OUT),--out $(OUT)) $(if $(SEARCH),--search $(SEARCH))

# ------------------------------------------------------------------ pinned requirements
COMPILE = $(UV) pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links
LAMBDA = --python-platform x86_64-manylinux2014 --only-binary :all:
without = $(addprefix --no-emit-package ,$(1))
names = $(shell sed -nE 's/^([a-zA-Z0-9_.-]+)==.*/\1/p' $(1))
# The runtime brings boto3 with these
RUNTIME_BRINGS := boto3 botocore jmespath python-dateutil s3transfer six urllib3
# Declared by CatBoost, not imported to predict
NOT_FOR_INFERENCE := contourpy cycler fonttools graphviz kiwisolver matplotlib narwhals packaging \
	pillow plotly pyparsing

lock: .venv/local.stamp ## Pin the newest versions that fit
	@$(COMPILE) $(LAMBDA) $(call without,$(RUNTIME_BRINGS)) layers/core/requirements.in -o layers/core/requirements.txt
	@$(COMPILE) $(LAMBDA) $(call without,$(NOT_FOR_INFERENCE)) layers/model/requirements.in -o layers/model/requirements.txt
	@$(MAKE) lock-functions
	@for name in bootstrap emulator sam node checkov; do \
		$(COMPILE) --universal --group $$name -o requirements/$$name.txt; done
	@$(COMPILE) --universal --group local -o requirements/local.txt -c layers/core/requirements.txt
	@$(COMPILE) --universal --group development -o requirements/development.txt \
		$(addprefix -c ,$(wildcard layers/*/requirements.txt functions/*/requirements.txt)) -c requirements/local.txt
	@cd frontend && PATH="$(CURDIR)/$(TOOLS)/node/bin:$$PATH" npm update --silent

# What the core layer ships, the functions do not ship again
lock-functions:
	@for name in api maintenance; do $(COMPILE) $(LAMBDA) -c layers/core/requirements.txt \
		$(call without,$(call names,layers/core/requirements.txt)) \
		functions/$$name/requirements.in -o functions/$$name/requirements.txt; done
