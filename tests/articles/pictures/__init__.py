"""Pictures as rows: taken in, credited, served."""
