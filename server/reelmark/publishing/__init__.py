"""Publishing: the registry as signed files that clients keep and match against.

Reading order: record, conflicts, bundle, envelope, sites, manifest, recent (values in, values
out); snapshot, current, files, log, log_files. docs/formats.md, "Bundle" and "Log", describes what
they write.
"""
