"""Learning a layout from its blank: its labels, the questions, a trial."""
