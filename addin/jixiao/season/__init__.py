"""The season: one folder from handing out the forms to publishing what was approved (see README.md)."""
