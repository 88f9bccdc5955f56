"""Pages of what is learnt from complaints."""
