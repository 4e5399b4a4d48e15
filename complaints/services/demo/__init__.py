"""The demonstration register: a published table made from complaints that nobody ever sent.

``seeding.seed_people`` and ``seeding.seed_register`` are what ``manage.py seed_demo`` calls. All
else is a generator without a database: ``plan`` (the numbers), ``arrivals`` and ``handling`` (one
complaint), ``history`` and ``present`` (all of them), ``ledger`` (a story as rows).
"""
