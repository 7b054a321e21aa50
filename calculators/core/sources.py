"""Limits that more than one calculator uses; any other stands in its calculator's own module."""

from calculators.core.model import Limit, Source

ADULT_FROM = Limit({"years": 16}, Source("niceng239", "scope: people of 16 and over"), "original")
