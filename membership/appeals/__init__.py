"""Appeals: which is due where, what campaigns brought, which wording asks better, what is asked."""
