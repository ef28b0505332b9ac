"""Runs the migrations on the connection that the maintenance function hands over.

Each revision is a transaction of its own: what was reached stays, and an index can be built outside
of one.
"""

from alembic import context

from core.migrations.schema import all_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_tables(),
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
