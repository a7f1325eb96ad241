"""The verbs: one use case a function, through ports only."""
