"""What the tests of words read: the prose of a built page, the grade of a text, and the rules in `house.toml`."""
