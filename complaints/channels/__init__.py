"""The world outside, one module per way to reach it."""
