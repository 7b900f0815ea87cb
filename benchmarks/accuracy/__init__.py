"""How well altered clips are recognised: recall, wrong works, places, cost, beside peers.

Reading order: edits, art, graph, kept, sources, copies, measure, figures, peers, table, run,
__main__.
"""
