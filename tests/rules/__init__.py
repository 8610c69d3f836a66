"""What holds everywhere: the house's rules, across both apps."""
