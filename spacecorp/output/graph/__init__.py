"""The network of partners, owners and participants, written for other tools and as a picture."""
