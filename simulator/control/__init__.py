"""The control API under /sim: what people do, what happened, and the knobs."""
