"""Letters in the tray: printed in batches, by the browser."""
