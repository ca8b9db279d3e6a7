"""How Alembic runs the migrations: on the connection it is handed."""

from alembic import context

from readlevel.storage.database import feedback_tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=feedback_tables.reader_question.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
