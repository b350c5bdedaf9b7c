"""A voice in place of typing: kept with a draft, written down, read over, heard if one wants."""
