"""What is promised in figures, each measured as a ratio in one run."""
