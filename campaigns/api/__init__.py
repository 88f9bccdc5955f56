"""The API of campaigns and automatic messages: the same services and the same counts as on the pages."""
