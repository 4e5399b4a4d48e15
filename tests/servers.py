"""Pytest plugin: the environment of the tests."""

import os

os.environ.setdefault("SECRET_KEY", "x" * 20)
