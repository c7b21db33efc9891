"""Layouts that a bureau taught: what their labels mean, where they lie."""
