"""What people do on the pages, in their own words."""

import re
import time
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

TABS_MAX = 80
SETTLED_SECONDS_MAX = 10


@dataclass(frozen=True)
class Person:
    """A demo user with a token, for looking at the server beside the pages."""

    page: Page
    id: str
    token: str

    def get(self, path: str) -> dict:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self.page.request.get(path, headers=headers)
        assert answer.ok, f"{path}: {answer.status} {answer.text()}"
        return answer.json()

    def post(self, path: str, body: dict, key: str | None = None) -> dict:
        headers = {"Authorization": f"Bearer {self.token}"}
        if key:
            headers["Idempotency-Key"] = key
        answer = self.page.request.post(path, headers=headers, data=body)
        assert answer.ok, f"{path}: {answer.status} {answer.text()}"
        return answer.json()

    @property
    def balance(self) -> int:
        return self.get("/api/coins/balance")["balance"]


def person(page: Page, user: str) -> Person:
    answer = page.request.post("/api/demo/login", data={"userId": user})
    assert answer.ok, f"{user}: {answer.status} {answer.text()}"
    body = answer.json()
    return Person(page, body["user"]["id"], body["token"])


def live_stream(page: Page, creator: str = "demo-creator") -> dict:
    streams = page.request.get("/api/streams?status=live").json()["data"]
    assert streams, "the demo has no live stream"
    owner = person(page, creator).id
    return next((stream for stream in streams if stream["creatorId"] == owner), streams[0])


def gifts(page: Page) -> list[dict]:
    catalog = page.request.get("/api/gifts").json()["data"]
    return sorted(catalog, key=lambda gift: gift["coinPrice"])


def grouped(amount: int) -> str:
    return f"{amount:,}"


def sign_in(page: Page, user: str) -> None:
    page.locator("#account").click()
    page.locator(f"demo-sign-in [data-person={user}]").click()
    expect(page.locator("#account")).to_have_class(re.compile("known"))


def balance(page: Page) -> Locator:
    return page.locator("coin-balance .amount")


def pay(page: Page, outcome: str) -> None:
    """Chooses an outcome on the sandbox's own page, whether it is a button or a choice."""
    page.wait_for_url(re.compile("/sandbox/"))
    choice = page.locator(f"[name=outcome][value={outcome}]")
    if choice.count() == 0:
        page.locator("select[name=outcome]").select_option(outcome)
        page.locator("form button").first.click()
    elif choice.get_attribute("type") == "radio":
        choice.check()
        page.locator("form button").first.click()
    else:
        choice.click()


def choose_package(page: Page, package: int) -> None:
    page.locator("buy-coins-sheet coin-package-card button").nth(package).click()
    page.locator("buy-coins-sheet").get_by_role("button", name=re.compile("^Pay ")).click()


def buy_coins(page: Page, package: int = 2, outcome: str = "success") -> None:
    page.locator("coin-balance button").click()
    choose_package(page, package)
    pay(page, outcome)


def finish_purchase(page: Page) -> None:
    sheet = page.locator("buy-coins-sheet")
    expect(sheet.get_by_role("heading", name="Payment complete")).to_be_visible()
    sheet.get_by_role("button", name="Done").click()


def open_gifts(page: Page) -> Locator:
    """The picker: in a sheet on a phone, beside the picture on a desktop."""
    button = page.locator("gift-button").get_by_role("button", name="Send a gift")
    expect(page.locator("#viewers")).not_to_have_text("–")
    if button.is_visible():
        button.click()
    picker = page.locator("gift-picker")
    expect(picker.get_by_role("radio").first).to_be_visible()
    return picker


def choose_gift(picker: Locator, gift: dict) -> None:
    picker.locator(f"[data-gift='{gift['id']}']").click()


def send_button(picker: Locator) -> Locator:
    return picker.locator(".send")


def row_of(page: Page, gift: dict) -> Locator:
    return page.locator(f"live-overlay .row[data-gift='{gift['id']}']").first


def tab_to(page: Page, target: Locator) -> None:
    """Presses Tab until the target has the focus, as somebody without a mouse would."""
    expect(target).to_be_visible()
    for _ in range(TABS_MAX):
        if target.evaluate("element => element.matches(':focus')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} was not reached with {TABS_MAX} tabs")


def press(page: Page, target: Locator) -> None:
    """Reaches the target by Tab and presses Enter."""
    tab_to(page, target)
    page.keyboard.press("Enter")


def give_coins(page: Page, user: str, packages: int = 1) -> Person:
    """Buys coins without the pages, for tests that are about what comes after."""
    buyer = person(page, user)
    offer = page.request.get("/api/coins/packages").json()["data"][2]
    for _ in range(packages):
        body = {"packageId": offer["id"], "gateway": "sandbox", "returnUrl": page.url}
        purchase = buyer.post("/api/coins/purchase", body)
        page.request.post(purchase["paymentLink"], form={"outcome": "success"}, max_redirects=0)
        wait_for_purchase(buyer, purchase["purchaseId"])
    return buyer


def wait_for_purchase(buyer: Person, purchase: str) -> None:
    body = {"purchaseId": purchase, "gateway": "sandbox"}
    until = time.monotonic() + SETTLED_SECONDS_MAX
    while buyer.post("/api/coins/verify-payment", body)["status"] != "COMPLETED":
        assert time.monotonic() < until, f"{purchase} was not completed"
