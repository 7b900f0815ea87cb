"""Publishing: the registry as signed files that clients keep and match against.

Reading order: record, bundle, envelope, manifest, recent (values in, values out); snapshot,
current, files. docs/formats.md, "Bundle", describes what they write.
"""
