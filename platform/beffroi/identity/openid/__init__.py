"""FranceConnect and ProConnect as OpenID Connect clients: leaving, coming back, who that is."""
