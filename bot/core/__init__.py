"""Pure decisions: bytes to entries, what is new, which story, what a digest holds, when anything is due."""
