"""Measures how fast the calculators start, against stock Pyodide and PyScript, and what the pages weigh."""
