"""The page that anybody may read: what was published, and how to complain. No session, no cookie."""
