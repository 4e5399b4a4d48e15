"""The house on a bare machine: environment, servers, demonstration. Standard library only."""
