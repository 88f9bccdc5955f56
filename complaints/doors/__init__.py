"""How complaints come in: public form and help page, tracking page, member page, guarantee, API."""
