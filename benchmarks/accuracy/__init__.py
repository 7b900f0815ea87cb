"""How well altered clips are recognised: recall, wrong works, places, cost, beside peers.

Reading order: edits, art, graph, sources, copies, measure, run, table, __main__.
"""
