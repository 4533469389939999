"""The tests, folder by folder as in infraday; run with `make test`."""
