"""Reelmark (剧鉴): which micro-drama is this clip, is it AI-made, what approval does it carry.

Reading order: errors, contract, config, fingerprint, labels, matching, ledger, registry, cli, demo.
"""
