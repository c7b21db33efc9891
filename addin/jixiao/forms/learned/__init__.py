"""Layouts that a bureau taught: what their labels mean, and where such definitions lie."""
