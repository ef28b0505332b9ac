"""Reads files as they really come: pure functions from bytes to records, without SQL and AWS.

``opening.profile_file`` says what a file is, ``opening.read_rows`` gives its rows as text,
``guessing.guess_mapping`` proposes which column is which field, and ``converting.Conversion`` makes
records of rows, each fault with its row and column.
"""
