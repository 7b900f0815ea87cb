"""HTTP under /v1: one module an endpoint group.

Reading order: problems, limits, sharing, caching, query, places, match, dramas, bundle, log,
health, schemas; callers, repeats, tracks, statements, registrations.
"""
