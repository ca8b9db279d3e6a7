"""How a site looks: its colour, fonts, pictures and links."""
