"""Finding publications by their words and by what the catalogue knows of them."""
