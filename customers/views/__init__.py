"""Pages of the customers. Views parse, ask a form, call one service, and answer."""
