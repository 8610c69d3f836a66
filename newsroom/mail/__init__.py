"""Mail that must arrive: the outbox, and how much of it one mailbox may get that has asked for nothing."""

from newsroom.mail.budget import has_place
from newsroom.mail.mailboxes import one_mailbox
from newsroom.mail.outbox import PAUSES, TAKEN_FOR, post, post_again, post_forgotten, send
from newsroom.mail.sending import Sender, message, message_id, senders
from newsroom.mail.waiting import waiting
