from newsroom.models.grant import Grant
from newsroom.models.imprint import Imprint
from newsroom.models.outgoing import Outgoing
from newsroom.models.stamp import Stamp, Touched
from newsroom.models.user import User
