"""Learning a layout from its blank: what its labels mean, what has to be asked, and whether it then reads well."""
