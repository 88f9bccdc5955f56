"""What was said in words, and reports of the other kinds: themes, quadrant, price curves, exports."""
