"""What anybody may ask: the published figures, how to complain, and whether all is well. No session, no cookie."""
