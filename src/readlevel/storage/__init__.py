"""What is kept: tables, engine, migrations, one module per thing stored."""
