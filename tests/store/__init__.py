"""The contract of the store, checked on each implementation."""
