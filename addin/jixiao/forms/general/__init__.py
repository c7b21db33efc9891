"""The general reading: forms of any layout by ``schema/vocabulary.json``."""
