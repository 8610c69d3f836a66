from newsroom.models.imprint import Imprint
from newsroom.models.stamp import Stamp, Touched
from newsroom.models.user import User

__all__ = ["Imprint", "Stamp", "Touched", "User"]
