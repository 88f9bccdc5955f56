"""Import of purchases: a file of receipt lines in, purchases, returns and their announcements out.

Steps of a run, each safe to kill and to run again:

1. *stage*: the file is converted in batches and copied into an unlogged table (`reading`).
2. *gather*: unknown products, places and customers are made; lines become receipts, ordered by
   customer, so that every chunk touches few accounts (`gathering`).
3. *apply*: receipts are written in chunks; rows, hooks and checkpoint in one transaction each
   (`applying`). New, unchanged, corrected and refused receipts are told apart by fingerprint.
4. *take back*: negative and cancelled receipts are matched to sales and booked as returns
   (`returning`). The rules are written in `docs/imports.md`.
5. *report*: refused rows go to a file that can be mended and imported again.
"""
