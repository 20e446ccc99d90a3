"""YAML files to the bank of items, with errors that name file, line and column."""
