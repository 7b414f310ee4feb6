"""What tests of tips share: a fan on the stream page, the form and its bubbles."""

import re

from conftest import DESKTOP, Look, Visitors
from playwright.sync_api import Locator, Page, expect
from steps import Person, balance, give_coins, grouped, live_stream, person, sign_in

SEND = re.compile("/api/tips/send$")
OPTIONS = re.compile("/api/tips/options$")
WORDS = "What an encore! <img src=x onerror=alert(1)>"

SHOW_TIPS = """
(tips) => {
  const overlay = document.querySelector("live-overlay");
  for (const tip of tips) overlay.showTip(tip);
}
"""


def fan(visitors: Visitors, look: Look = DESKTOP, packages: int = 1) -> tuple[Page, Person]:
    """A page on the stream, of a viewer with coins."""
    page = visitors.open("/", look)
    if packages:
        give_coins(page, "demo-viewer", packages)
    sign_in(page, "demo-viewer")
    page.goto(f"/stream/{live_stream(page)['id']}")
    viewer = person(page, "demo-viewer")
    expect(balance(page)).to_have_text(grouped(viewer.balance))
    return page, viewer


def opener(page: Page) -> Locator:
    return page.locator("tip-button").get_by_role("button", name="Tip", exact=True)


def open_tips(page: Page) -> Locator:
    opener(page).click()
    form = page.locator("tip-form")
    expect(form.get_by_role("radio").first).to_be_visible()
    return form


def choose_amount(form: Locator, amount: int) -> None:
    form.get_by_role("radio", name=f"{grouped(amount)} coins", exact=True).click()


def bubbles(page: Page) -> Locator:
    return page.locator("live-overlay .tip")


def tip(number: int, **fields: object) -> dict:
    """The data of one tip.sent."""
    return {
        "tipId": f"tip-{number}",
        "senderId": "fan",
        "senderName": "Asha",
        "amountTokens": 50,
        "tipCount": 1,
        "message": None,
        **fields,
    }
