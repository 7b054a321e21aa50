"""Python the site runs: the same functions on CPython, in the tests and in the reader's browser."""
