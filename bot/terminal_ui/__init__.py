"""The faces in a terminal: practising by hand, and grading one answer or a stream of them."""
