"""A slow second implementation of the pages in shared/ that makes the golden vectors.

Plain Python on whole numbers and fractions, written from those pages and `operators.json` alone: it
imports nothing of `reelmark`. Of fingerprint.md, in reading order:

- `pictures`: made-up input pictures, from recipes of whole numbers
- `areas`: area averages, the luma plane, the area of a clip, thumb, central picture
- `cosines`: cosines to 60 digits
- `registered`: pHash and detail word of a kept frame
- `flatness`: whether a picture shows enough
- `windows`: operators, query hashes, stages
- `keeping`: which frames are scanned, which are kept
- `tracks`: track bytes
- `recipes`, `cases`: the inputs
- `make_vectors`: `python -m tests.oracle.make_vectors` writes shared/vectors/fingerprint.json

Of matching.md:

- `closeness`: comparisons that must not hang on rounding
- `matching_input`: registry, clip, background
- `matching_hits`, `matching_alignment`, `matching_evidence`, `matching_place`: sections 2 to 5
- `matching_search`: sections 6 and 7
- `matching_scenes`: makes episodes and clips of them
- `matching_hit_cases`, `matching_place_cases`, `matching_search_cases`, `matching_picture_cases`:
  the inputs, by section; `matching_cases`: all of them
- `make_matching_vectors`: `python -m tests.oracle.make_matching_vectors` writes
  shared/vectors/matching.json

Of docs/formats.md:

- `bundles`: `python -m tests.oracle.bundles` writes shared/vectors/bundle.json
- `log`: `python -m tests.oracle.log` writes shared/vectors/log.json
"""
