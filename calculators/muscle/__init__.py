"""How strong muscle is and how much of it there is."""
