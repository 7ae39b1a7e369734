"""What each command does where it is allowed: one module per part of the SOP, dispatched by `workflow.decide`."""
