"""Jixiao: read, check, score and consolidate budget performance-goal forms (预算绩效目标表)."""

__version__ = "0.1.0"
