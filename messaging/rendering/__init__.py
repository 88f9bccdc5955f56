"""From what staff wrote to what a customer reads: Liquid, languages, and the bytes of an e-mail."""
