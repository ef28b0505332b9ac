#!/bin/sh
# Removes what reading a Parquet file never loads from the installed packages; the artifact tests
# read one with what is left.
set -eu
cd "$1/pyarrow"

rm -rf tests include src
find . \( -name '*.pxi' -o -name '*.pyx' -o -name '*.pxd' \) -delete
# Arrow Flight and the file systems of clouds
rm -f libarrow_flight.* libarrow_s3.* libarrow_gcs.* libarrow_azure.* libarrow_python_flight.*
rm -f _flight.* _s3fs.* _gcsfs.* _azurefs.* _hdfs.*
# A wheel has no links: of each library the name that is linked against is kept
for library in lib*.so.*.*.*; do
	rm -f "$library" "${library%%.so.*}.so"
done
