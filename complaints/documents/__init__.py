"""What a file is by its content, and whether a case can hold it. Pure: no database, no storage."""
