"""Calculators about blood results."""
