"""How many hashes to keep, samples to look at, bits to allow, and which windows to try when.

Reading order: choices, registry, lookups, chart, table, __main__.
"""
