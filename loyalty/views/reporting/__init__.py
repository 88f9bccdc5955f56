"""The report pages: `asking` reads the filters, `cards` and its neighbours draw figures, `pages` are the views."""
