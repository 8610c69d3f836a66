from membership.models.account import AccountLine, Comparison, Cursor
from membership.models.appeal import Appeal
from membership.models.appeal_amounts import AppealAmounts
from membership.models.bank import BankBalance, BankCredit, BankReturn, BankStatement
from membership.models.columns import ShownColumns
from membership.models.donation import Donation
from membership.models.doubt import Doubt
from membership.models.event import Event
from membership.models.interval import Interval
from membership.models.issuer import Issuer
from membership.models.ledger import AppendOnly
from membership.models.letter import About, Letter
from membership.models.look import Look
from membership.models.mail_words import MailWords
from membership.models.member import Member
from membership.models.member_signin import MemberSession, SignInCode
from membership.models.month_close import ClosedLine, MonthClose
from membership.models.note import Note
from membership.models.pair import Pair
from membership.models.payment import Payment
from membership.models.presets import Preset, presets_of
from membership.models.receipt import Receipt, ReceiptLine, Series
from membership.models.refund_order import RefundAnswer, RefundOrder
from membership.models.resolution import Resolution
from membership.models.status import Status
from membership.models.status_report import StatusReport
from membership.models.summary import Summary
from membership.models.tally import Counted, Tally
from membership.models.terms import Terms
from membership.models.tier import Tier
from membership.models.wording import Wording
from membership.models.year_run import YearAnswer, YearRun
