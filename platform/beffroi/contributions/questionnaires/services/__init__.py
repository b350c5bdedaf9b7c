"""What is done with questionnaires: built, answered, counted, handed out."""
