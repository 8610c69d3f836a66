"""The pages that Stripe would show: payment, authentication, portal, invoice. Plain HTML, no script needed."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tests.stripe_standin import amounts, checkout, customers, paying, renewing
from tests.stripe_standin.state import Obj, World
from tests.stripe_standin.wire import Page, Refused, missing

HERE = Path(__file__).parent


def answer(world: World, verb: str, path: str, form: Obj) -> Page:
    match path.strip("/").split("/"):
        case ["page.css"]:
            text = (HERE / "page.css").read_text()
            return Page(text, headers={"Content-Type": "text/css; charset=utf-8"})
        case ["c", "pay", reference]:
            return _payment(world, _found(world, reference, "checkout.session"), verb, form)
        case ["c", "pay", reference, "authenticate"]:
            return _authentication(world, _found(world, reference, "checkout.session"), verb, form)
        case ["p", "session", reference]:
            return _portal(world, _found(world, reference, "billing_portal.session"), verb, form)
        case ["i", reference]:
            return _invoice(world, _found(world, reference, "invoice"), verb, form)
    raise Refused("There is no such page.", status=404)


def refusal(refused: Refused) -> Page:
    body = f"<h1>This page is not available</h1><p>{escape(str(refused))}</p>"
    return _page("This page is not available", body, status=refused.status)


def _found(world: World, reference: str, kind: str) -> Obj:
    obj = world.objects.get(reference)
    if obj is None or obj["object"] != kind:
        raise missing(kind, reference)
    world.live = obj["livemode"]
    return obj


# --- payment
def _payment(world: World, session: Obj, verb: str, form: Obj) -> Page:
    if session["status"] != "open":
        raise Refused("This payment page has been used or has expired. Go back and start again.", status=410)
    if world.now >= session["expires_at"]:
        checkout.lapse(world, session)
        raise Refused("This payment page has expired. Go back and start again.", status=410)
    if verb != "POST":
        return _payment_form(world, session)
    email = _email(world, session) or form.get("email", "").strip()
    if not customers.is_address(email):
        return _payment_form(world, session, "Enter your e-mail address, such as ada@reader.example.", form)
    outcome = form.get("outcome", "")
    if outcome not in ("paid", "declined", "authenticate", "debit"):
        return _payment_form(world, session, "Choose how to pay.", form)
    checkout.attempt(world, session, outcome, email, form.get("name", "").strip())
    if outcome == "declined":
        return _payment_form(world, session, "Your card was declined. Try another way to pay.", form)
    if outcome == "authenticate":
        world.plans[session["id"]]["by"] = (email, form.get("name", "").strip())
        return Page.go(f"{world.url}/c/pay/{session['id']}/authenticate")
    return _back(session)


def _back(session: Obj) -> Page:
    return Page.go(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]))


def _email(world: World, session: Obj) -> str:
    customer = world.objects.get(session["customer"] or "", {})
    return session["customer_email"] or customer.get("email") or ""


def _payment_form(world: World, session: Obj, trouble: str = "", form: Obj | None = None) -> Page:
    form = form or {}
    item = world.lines[session["id"]][0]
    price = amounts.written(session["amount_total"], session["currency"])
    every = (item["price"]["recurring"] or {}).get("interval")
    verb = "Donate" if session["submit_type"] == "donate" else "Subscribe" if every else "Pay"
    email = _email(world, session)
    given = escape(email or form.get("email", ""))
    debit = '<button name="outcome" value="debit">Pay by bank debit (arrives later)</button>'
    texts = [t["message"] for t in session["custom_text"].values() if t]
    body = f"""
      {_alert(trouble)}
      <h1>{escape(item["description"] or "Payment")}</h1>
      <p class="amount">{price}{f" every {every}" if every else ""}</p>
      <form method="post">
        <label for="email">E-mail</label>
        <input id="email" name="email" type="email" autocomplete="email" value="{given}" required
               {"readonly" if email else ""}>
        <label for="name">Name on card</label>
        <input id="name" name="name" autocomplete="cc-name" value="{escape(form.get("name", ""))}">
        {"".join(f"<p>{escape(text)}</p>" for text in texts)}
        <button name="outcome" value="paid">{verb} {price}</button>
        <h2>Other outcomes</h2>
        <button name="outcome" value="authenticate">Card that asks for 3-D Secure</button>
        <button name="outcome" value="declined">Card that is declined</button>
        {debit if "sepa_debit" in session["payment_method_types"] else ""}
      </form>
      {f'<p><a href="{escape(session["cancel_url"])}">Back, without paying</a></p>' if session["cancel_url"] else ""}"""
    return _page(f"{'Error: ' if trouble else ''}{verb} {price}", body, status=402 if trouble else 200)


def _authentication(world: World, session: Obj, verb: str, form: Obj) -> Page:
    plan = world.plans[session["id"]]
    if session["status"] != "open" or "by" not in plan:
        raise Refused("There is nothing to confirm.", status=410)
    price = amounts.written(session["amount_total"], session["currency"])
    if verb != "POST":
        body = f"""
          <h1>Confirm this payment</h1>
          <p>Your bank asks whether you want to pay <strong>{price}</strong>.</p>
          <form method="post">
            <button name="answer" value="confirm">Confirm</button>
            <button name="answer" value="refuse">Refuse</button>
          </form>"""
        return _page("Confirm this payment", body)
    email, name = plan.pop("by")
    if form.get("answer") == "confirm":
        checkout.attempt(world, session, "paid", email, name)
        return _back(session)
    checkout.attempt(world, session, "refuse", email, name)
    return _payment_form(world, session, "Your bank did not confirm the payment. Try another way to pay.", {})


# --- portal
def _portal(world: World, portal: Obj, verb: str, form: Obj) -> Page:
    said = ""
    if verb == "POST":
        customers.change_card(world, portal["customer"], form.get("card", "works"))
        said = '<p role="status">Your card was changed.</p>'
    customer = customers.existing(world, portal["customer"])
    method = world.objects.get(customer["invoice_settings"]["default_payment_method"] or "")
    for subscription in world.all("subscription", customer=customer["id"]):
        method = method or world.objects.get(subscription["default_payment_method"] or "")
    card = (method or {}).get("card")
    now = f"{card['brand'].title()} ending in {card['last4']}" if card else "No card"
    back = portal["return_url"]
    body = f"""
      {said}
      <h1>Your card</h1>
      <p>{now}</p>
      <form method="post">
        <fieldset><legend>New card</legend>{"".join(_card(name) for name in paying.CARDS)}</fieldset>
        <button>Save this card</button>
      </form>
      {f'<p><a href="{escape(back)}">Back</a></p>' if back else ""}"""
    return _page("Your card", body)


def _card(name: str) -> str:
    brand, last4 = paying.CARDS[name]
    checked = " checked" if name == "works" else ""
    words = {
        "works": "works",
        "declines": "is declined",
        "expired": "has expired",
        "authenticate": "asks for 3-D Secure",
    }
    return (
        f'<label class="row"><input type="radio" name="card" value="{name}"{checked}> '
        f"{brand.title()} ending in {last4} ({words[name]})</label>"
    )


# --- invoice
def _invoice(world: World, invoice: Obj, verb: str, form: Obj) -> Page:
    price = amounts.written(invoice["amount_due"], invoice["currency"])
    trouble = ""
    if verb == "POST":
        paid = renewing.pay_by_hand(world, invoice, card=form.get("card", "works"))
        trouble = "" if paid else "Your card was declined. Try another card."
    if invoice["status"] != "open":
        return _page("Invoice", f"<h1>Invoice {invoice['number']}</h1><p>{price}: {invoice['status']}</p>")
    body = f"""
      {_alert(trouble)}
      <h1>Invoice {invoice["number"]}</h1>
      <p class="amount">{price}</p>
      <form method="post">
        <button name="card" value="works">Pay and confirm {price}</button>
        <button name="card" value="declines">Card that is declined</button>
      </form>"""
    return _page(f"Invoice {invoice['number']}", body, status=402 if trouble else 200)


# --- all pages
def _alert(trouble: str) -> str:
    return f'<p class="alert" role="alert">{escape(trouble)}</p>' if trouble else ""


def _page(title: str, body: str, *, status: int = 200) -> Page:
    html = f"""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{escape(title)}</title>
    <link rel="stylesheet" href="/page.css">
  </head>
  <body>
    <header><p>Payment stand-in: no money moves</p></header>
    <main>{body}
    </main>
  </body>
</html>
"""
    return Page(html, status=status)
