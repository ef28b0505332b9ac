#!/bin/sh
# Decides with which Python and Node.js everything runs; called by the Makefile from its own folder.
#   fits [PYTHON]   whether .venv can stay: of a fit version (the one of PYTHON), made in this folder
#   make [PYTHON]   makes it anew, with PYTHON or the newest fit one found; without one, uv fetches it
#   node-fits       whether the machine's Node.js can build the site
set -u
unset PYTHONHOME PYTHONPATH # they may belong to another Python

version_of() { # PROGRAM [MODULE]: prints its version, if it has the module
    "$1" -c "import sys, ${2:-sys}; print('%d.%d' % sys.version_info[:2])" 2>/dev/null
}

is_fit() { # PROGRAM [MODULE]: NumPy and pandas as they are pinned have wheels for no other version
    case $(version_of "$@") in 3.11 | 3.12 | 3.13) ;; *) return 1 ;; esac
}

find_python() { # MODULE NAME: prints the first fit one that has the module
    module=$1
    if [ -n "$2" ]; then set -- "$2"; else set -- python3.13 python3.12 python3.11 python3; fi
    for candidate; do
        is_fit "$candidate" "$module" && echo "$candidate" && return
    done
    return 1
}

mark() { # what .venv/made says: its scripts hold the absolute path of the folder they were made in
    echo "$(version_of .venv/bin/python) in $(pwd -P)"
}

fits() { # PYTHON
    [ -f .venv/made ] && [ "$(cat .venv/made)" = "$(mark)" ] || return 1
    [ -z "$1" ] || [ "$(version_of "$1")" = "$(version_of .venv/bin/python)" ]
}

fail() {
    echo "error: $*" >&2
    exit 1
}

explain_missing() { # PYTHON
    if python=$(find_python sys "$1"); then
        fail "$python cannot make virtual environments." \
            "On Debian and Ubuntu: apt-get install python$(version_of "$python")-venv"
    elif [ -n "$1" ]; then
        fail "$1 is no Python 3.11, 3.12 or 3.13. Name one that is: make up PYTHON=python3.13"
    fi
    fail "Python 3.11, 3.12 or 3.13 is needed and was not found." \
        "On Debian and Ubuntu: apt-get install python3 python3-venv"
}

make() { # PYTHON
    if python=$(find_python ensurepip "$1"); then
        rm -rf .venv
        "$python" -m venv .venv && .venv/bin/python -m pip install --quiet --require-hashes \
            -r requirements/bootstrap.txt || fail "$python could not make .venv; the lines above say why."
    elif uv venv --quiet --clear --python "${1:->=3.11,<3.14}" .venv 2>/dev/null && is_fit .venv/bin/python; then
        uv pip install --quiet --python .venv/bin/python --require-hashes \
            -r requirements/bootstrap.txt || fail "uv could not fill .venv; the lines above say why."
    else
        explain_missing "$1"
    fi
    # Relative to site-packages, so that it does not matter what stands in the folder's name
    printf '../../../../%s\n' . layers functions > \
        ".venv/lib/python$(version_of .venv/bin/python)/site-packages/credit-scoring.pth"
    mark > .venv/made
}

node_fits() { # Vite wants ^20.19 or >= 22.12
    command -v npm >/dev/null && version=$(node --version 2>/dev/null) || return 1
    version=${version#v}
    major=${version%%.*}
    version=${version#*.}
    minor=${version%%.*}
    case $major in
        20) [ "$minor" -ge 19 ] ;;
        22) [ "$minor" -ge 12 ] ;;
        *) [ "$major" -gt 22 ] ;;
    esac
}

case $1 in
    fits) fits "${2:-}" ;;
    make) make "${2:-}" ;;
    node-fits) node_fits ;;
esac
