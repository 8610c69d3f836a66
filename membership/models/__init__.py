from membership.models.account import AccountLine, Comparison, Cursor
from membership.models.appeal import Appeal, AppealAmounts, Wording
from membership.models.books import (
    BankBalance,
    BankCredit,
    BankReturn,
    BankStatement,
    ClosedLine,
    Look,
    MonthClose,
    Note,
    RefundAnswer,
    RefundOrder,
    Resolution,
)
from membership.models.columns import ShownColumns
from membership.models.donation import Donation
from membership.models.doubt import Doubt
from membership.models.event import Event
from membership.models.interval import Interval
from membership.models.issuer import Issuer
from membership.models.ledger import AppendOnly
from membership.models.letter import About, Letter
from membership.models.mail_words import MailWords
from membership.models.member import Member, MemberSession, SignInCode, Tier
from membership.models.pair import Pair
from membership.models.payment import Payment
from membership.models.presets import Preset, presets_of
from membership.models.receipt import Receipt, ReceiptLine, Series
from membership.models.status import Status
from membership.models.status_report import StatusReport
from membership.models.summary import Summary
from membership.models.tally import Counted, Tally
from membership.models.terms import Terms
from membership.models.year_run import YearAnswer, YearRun
