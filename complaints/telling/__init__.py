"""Mail that goes out in a case: acknowledgements, replies, questions after the end."""
