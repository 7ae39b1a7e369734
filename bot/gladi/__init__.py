"""The rehearsal (gladi): a whole quarter, played by itself through the real bot, told and checked."""
