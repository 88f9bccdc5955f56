"""The machinery that every file import shares; what the columns mean is the importing app's business.

A file is *mapped* (`fields`), *converted* column by column in batches (`convert`), *staged* in
unlogged tables by COPY (`staging`), applied by the app in chunks, and *reported*: every refused
row with line, column, value and reason, in a file of the same form (`rejects`). Uploaded files
live under `MEDIA_ROOT/imports/` (`uploads`); the pages of all imports are one set (`pages`).
"""
