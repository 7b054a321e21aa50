"""Builds the Python that the browser runs: pinned Pyodide, a trimmed standard library, the calculators."""
