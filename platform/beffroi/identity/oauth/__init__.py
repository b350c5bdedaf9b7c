"""The authorization server: how other programs get tokens (RFC 6749, 7636, 7009, 7662, 8414)."""
