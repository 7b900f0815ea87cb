"""Steps of the database schema, run by `reelmark.db`."""
