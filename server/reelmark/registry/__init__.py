"""What is registered: the rules that read statements, and the store of what they say.

Reading order: vocabulary, numbers, payloads, schema, entries, views, remembered, status, agreement,
approval, ids (all values in, values out); tables, organisations, api_keys, countersignature,
buckets, reading, store, rights, registration, record, comparing, corrections, checking, rebuild,
writing, backup.
"""
