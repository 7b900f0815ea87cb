"""HTTP under /v1: one module an endpoint group.

Reading order: problems, limits, sharing, query, places, match, dramas, bundle, health, schemas.
"""
