"""Many cases of one cause, cases by and about staff, and customers who are unhappy without saying so."""
