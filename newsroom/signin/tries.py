"""How often somebody may try a password.

Tries are counted for a name or e-mail from one network address, for an address, and for a browser that the
account has signed in with before. Nobody's wrong tries elsewhere shut an owner out: while many guess at it,
each strange address still has one try at it, and a known browser all of its own.

Every try is counted before the password is looked at, so that many at once cannot slip through. A try that is
refused writes nothing. A name that nobody has is counted like one that somebody has.
"""

from dataclasses import dataclass, field

from newsroom import limits

SPAN = 15 * 60
ON_A_KNOWN_DEVICE = 10
AT_ONE_ACCOUNT = 5
#: From each strange address, while ALL_OVER wrong tries at the account stand.
AT_AN_ACCOUNT_UNDER_ATTACK = 1
FROM_ONE_ADDRESS = 30
ALL_OVER = 50


class TooMany(Exception):
    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        #: How long to wait.
        self.seconds = seconds


@dataclass
class Try:
    """One try. `account`: the name or e-mail at which it was made, whether somebody has it or not; `device`:
    a browser that the account knows, or nothing."""

    account: str
    address: str
    device: str = ""
    _taken: list[str] = field(default_factory=list)

    def count(self) -> None:
        """Count it under every limit, or under none and raise TooMany."""
        asked = self._asked()
        if seconds := max(limits.wait_for_place(of, most) for of, most in asked):
            raise TooMany(seconds)
        if not self.device:
            asked.append((self._everywhere, ALL_OVER))
        for of, most in asked:
            place = limits.take_place(of, most, SPAN)
            if place is None and of != self._everywhere:
                # Others who tried at the same moment were faster.
                self.take_back()
                raise TooMany(SPAN)
            self._taken += [place] if place else []

    def take_back(self) -> None:
        """As if it had not been made: its password was not looked at, or was right."""
        limits.give_back(self._taken)

    def forgive(self) -> None:
        """The owner is in: what they tried at this account from here is forgotten."""
        self.take_back()
        if self.device:
            limits.give_back_all(self._here_known, ON_A_KNOWN_DEVICE)
        limits.give_back_all(self._here, AT_ONE_ACCOUNT)

    @property
    def _here(self) -> str:
        return f"sign-in:{self.account}:{self.address}"

    @property
    def _here_known(self) -> str:
        return f"sign-in:{self.account}:device:{self.device}"

    @property
    def _everywhere(self) -> str:
        return f"sign-in:{self.account}"

    def _asked(self) -> list[tuple[str, int]]:
        if self.device:
            return [(self._here_known, ON_A_KNOWN_DEVICE)]
        attacked = limits.wait_for_place(self._everywhere, ALL_OVER) > 0
        at_account = AT_AN_ACCOUNT_UNDER_ATTACK if attacked else AT_ONE_ACCOUNT
        return [(self._here, at_account), (f"sign-in-from:{self.address}", FROM_ONE_ADDRESS)]
