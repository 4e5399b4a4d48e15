"""The register from elsewhere: rows of a file, or of a generator, taken in set by set.

``engine.import_rows(rows, *, now, actor)`` takes any iterable of :class:`rows.RegisterRow` and gives
the counts; ``engine.import_file`` does the same for a register CSV.
"""
