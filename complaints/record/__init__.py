"""What acts share: written inside the caller's transaction, never opening one."""
