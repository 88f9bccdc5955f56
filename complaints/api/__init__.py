"""Cases over the API: submitted, read, added to."""
