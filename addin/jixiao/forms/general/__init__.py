"""The general reading: forms of any layout, by the words of ``schema/vocabulary.json``."""
