"""Our ledger held against what providers and banks say."""
