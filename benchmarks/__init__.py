"""Measurements behind figures and tables; each module prints what it measured."""
