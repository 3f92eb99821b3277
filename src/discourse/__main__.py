"""The command discourse, as python -m discourse."""

from discourse.cli import app

app(prog_name="discourse")
