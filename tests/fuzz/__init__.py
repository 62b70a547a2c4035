"""Coverage-guided fuzzing of the loaders: a command, not a test (see `__main__`)."""
