"""Matching: from a clip's samples and the registered tracks to a verdict.

Reading order: library, clip, background, alignment, evidence, fit, place,
recognise, registered_clip, views, footage.
"""
