"""Chat in, words out: one module per actor of the SOP, and what all of them share. No network, no clock, no SQL."""
