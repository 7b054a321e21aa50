"""The long run: every property many times, every mutant, and 42,927 people. `make sweep`."""
