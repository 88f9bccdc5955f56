"""Template filters of loyalty."""
