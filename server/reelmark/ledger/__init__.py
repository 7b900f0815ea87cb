"""The append-only record of who said what, and when.

Reading order: statement, tree, tiles, checkpoint, proof (values in, values out); keys, log, store.
"""
