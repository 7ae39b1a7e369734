"""The whole bot over HTTP against the simulator, told as chats of an office."""
