"""The membership page: the form as it is opened, what comes back with it, and what is shown of both."""
