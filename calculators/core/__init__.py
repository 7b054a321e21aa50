"""Written once for every calculator: the data model, one way through, HTML and charts."""
