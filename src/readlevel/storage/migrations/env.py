"""How Alembic runs the migrations: on the connection it is handed."""

from alembic import context

from readlevel.storage import desk_tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=desk_tables.account.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
