"""The rules of the SOP: state, command and instant in; events or a typed refusal out. Standard library only."""
