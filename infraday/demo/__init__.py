"""The demo: a believable portfolio around a given moment, made of the texts in `data/demo`."""
