"""What the US survey NHANES shows about B12: `python dev.py analysis FOLDER` makes every figure of it anew.

The plan was written first: docs/contributing/analysis-plan.md. Participants' data stay outside the repository.
"""
