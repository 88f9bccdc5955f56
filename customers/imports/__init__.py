"""Import of customers from files; and the making of customers that other imports name."""
