"""The command line of Jixiao: parses options, calls the package, chooses the exit code."""
