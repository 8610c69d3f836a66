"""The books held true: against provider and bank, what does not add up, closed months, reports."""
