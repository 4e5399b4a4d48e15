"""Services: one verb per function, one transaction, one event, a ``Refusal`` when the law says no."""
