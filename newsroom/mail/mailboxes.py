"""Which addresses lead to one person."""


def one_mailbox(email: str) -> str:
    """Addresses that differ in case, or in what follows a plus sign, lead to one person; at Google those
    too that differ in their dots."""
    local, _, host = email.strip().casefold().rpartition("@")
    local = local.partition("+")[0]
    if host in {"gmail.com", "googlemail.com"}:
        local, host = local.replace(".", ""), "gmail.com"
    return f"{local}@{host}"
