"""Forms: definitions, recognition, extraction and the values people type."""
