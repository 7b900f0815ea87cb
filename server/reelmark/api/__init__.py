"""HTTP under /v1: one module an endpoint group.

Reading order: watching, problems, limits, bodies, asking, sharing, caching, formats, cursors,
moment, query, places, match, search, standing, dramas, conflicts, reports, bundle, log, statements,
numbers, organisations, stats, health, metrics, schemas; callers, repeats, tracks, saying,
registrations.
"""
