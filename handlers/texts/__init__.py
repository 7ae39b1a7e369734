"""Every word that people read in chat, in Indonesian: one module per actor, and what all of them share."""
