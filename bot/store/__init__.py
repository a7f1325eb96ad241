"""The aggregates on SQLite, one module each over one `connection`. The only SQL in the house."""
