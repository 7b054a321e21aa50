"""What nerves do, and what else may be wrong with them."""
