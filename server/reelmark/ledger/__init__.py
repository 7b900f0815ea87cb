"""The append-only record of who said what, and when.

Reading order: statement, keys, store.
"""
