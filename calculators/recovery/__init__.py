"""Calculators about treatment and recovery."""
