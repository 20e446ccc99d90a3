"""The rules: items, how an answer is read and graded, when a streak lives. No I/O, no clock."""
