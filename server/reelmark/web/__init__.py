"""Pages for people: plain HTML that needs no script.

Reading order: language, texts, lines, basis, correcting, security, pages.
"""
