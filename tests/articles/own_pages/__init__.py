"""The paper's own pages."""
