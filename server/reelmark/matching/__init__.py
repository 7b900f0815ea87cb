"""Matching: from a clip's samples and the registered tracks to a verdict.

Reading order: plainness, library, clip, background, alignment, evidence, fit, place,
recognise, registered_clip, views, samples, footage.
"""
