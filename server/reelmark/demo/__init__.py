"""Demo episodes made by code: nothing here is, or looks like, a real work.

Reading order: colours, paint, sheet, fonts, motion, nature, town, figures, faces, scenes, dramas,
scripts, episodes, encoding. The same drama, episode and font give the same frames.
"""
