"""The same few checks in three browser engines."""
