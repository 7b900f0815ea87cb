"""HTTP under /v1: one module an endpoint group.

Reading order: problems, limits, sharing, caching, formats, cursors, moment, query, places, match,
search, standing, dramas, bundle, log, health, schemas.
"""
