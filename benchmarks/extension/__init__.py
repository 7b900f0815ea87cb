"""What the extension costs the viewer, in Chromium and in Firefox.

`cost` (time on the page's main thread, frames dropped) and `verdicts` (play until a clip is named)
are also what tests/extension/test_cost.py holds to limits; `memory` is taken with a registry of
millions of frames (`crowd`).
"""
