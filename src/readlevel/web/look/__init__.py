"""How the site looks: its styles, logo and fonts, as readers get them."""
