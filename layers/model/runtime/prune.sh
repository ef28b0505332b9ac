#!/bin/sh
# Removes what CPU inference never imports from the installed packages; the artifact tests import
# and predict with what is left.
set -eu
cd "$1"

# CatBoost: nearest neighbours, notebook widget, and the widget's static files
rm -rf catboost/hnsw catboost/widget share bin

# SciPy: CatBoost imports scipy.sparse only, and that needs no BLAS
find scipy -mindepth 1 -maxdepth 1 -type d ! -name sparse ! -name _lib -exec rm -rf {} +
rm -rf scipy.libs scipy/sparse/linalg scipy/sparse/csgraph

# Test suites; numpy.testing, which SciPy imports, wants one file of NumPy's
cp numpy/_core/tests/_natype.py natype.kept
find . -type d -name tests -prune -exec rm -rf {} +
mkdir -p numpy/_core/tests
mv natype.kept numpy/_core/tests/_natype.py
touch numpy/_core/tests/__init__.py

# What builds extensions of Fortran is imported by SciPy, which names all that NumPy has, and used by nobody
rm -rf numpy/f2py && mkdir numpy/f2py && touch numpy/f2py/__init__.py

# NumPy: headers, typing stubs, what builds extensions
rm -rf numpy/_core/include numpy/_core/lib numpy/random/lib numpy/random/_examples numpy/distutils
find numpy/_core -name '_simd*' -o -name '_*_tests*.so' | xargs rm -f
find . -name '*.pyi' -o -name '*.pxd' -o -name '*.pyx' -o -name '*.h' -o -name '*.c' | xargs rm -f
find . -path '*.dist-info/*' ! -name METADATA ! -name RECORD -type f -delete
