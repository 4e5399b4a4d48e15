"""The programming interface: what machines may read and do, as JSON."""
