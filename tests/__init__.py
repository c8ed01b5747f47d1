"""Tests; none of them depends on a clock."""

from hypothesis import settings

settings.register_profile("clockless", deadline=None)
settings.load_profile("clockless")
