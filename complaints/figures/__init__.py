"""The published table as arithmetic: pure, without database, clock or settings.

==============  =====================================================================
``months``      a calendar month, and what a month counts: complaints or complainants
``table``       counts of a month in, the published row out: shares, means, remainder
``further``     the figures beside the table: median, verdicts by category, stock …
``rounding``    half up, exact
``proof``       what must add up, what differs, the canonical form and its digest
``history``     a table that was published earlier, read from CSV
==============  =====================================================================

Whole numbers and exact fractions only: no float ever takes part in a rounding, so every
figure is the same on every machine and in every release of Python.
"""
