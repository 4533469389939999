"""Records in and out: what other programs wrote, and what they are to read."""
