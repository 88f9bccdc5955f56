"""How fast and how large: each figure beside a yardstick measured in the same run.

`make bench` runs all parts, `make bench ARGS="import recompute"` some, `ARGS=--quick` at a
hundredth of the size (only to see that everything works). Databases of its own are made under
`var/bench` (or, with `DATABASE_URL`, on that server) and kept, so that a second run starts at
once. Results go to `benchmarks/results.json` and `benchmarks/RESULTS.md`; parts that were not
run keep their last figures.

The parent process only watches: it starts one child per part (`benchmarks.child`) and samples
the memory of every process below it, PostgreSQL included.
"""
