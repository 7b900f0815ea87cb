"""A slow second implementation of shared/fingerprint.md that makes the golden vectors.

Plain Python on whole numbers and fractions, written from that page and `operators.json` alone: it
imports nothing of `reelmark`. In reading order:

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
"""
