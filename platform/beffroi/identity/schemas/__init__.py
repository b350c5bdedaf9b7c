"""What identity asks and shows, field by field: forms and the API go through the same."""
