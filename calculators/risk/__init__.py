"""Calculators about who is at risk and whom to test."""
