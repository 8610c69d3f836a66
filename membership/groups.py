"""What the group that looks after gifts may do."""

from newsroom.groups import Role

#: What nobody deletes or rewrites: the record of what was promised and what came.
NEVER = frozenset({"delete_donation", "add_payment", "change_payment", "delete_payment"})
ROLE = Role("Membership manager", "membership", never=NEVER)
