"""Faults on purpose, with the real database, broker, worker and mail: a history, then a checker."""
