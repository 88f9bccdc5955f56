"""Pages of words: comments, themes, results, prices of competitors."""
