"""The season: one folder from handing out to publishing (see README.md)."""
