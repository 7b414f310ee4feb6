"""How a purchase can end, and what a person without coins is offered."""

import re

import pytest
from conftest import DESKTOP, DESKTOP_DARK, PHONE, Look, Visitors
from playwright.sync_api import Page, Route, expect
from steps import (
    balance,
    buy_coins,
    choose_gift,
    choose_package,
    finish_purchase,
    gifts,
    grouped,
    live_stream,
    open_gifts,
    pay,
    person,
    row_of,
    send_button,
    sign_in,
)


def signed_in(visitors: Visitors, path: str = "/coins/shop", look: Look = PHONE) -> Page:
    page = visitors.open(path, look)
    sign_in(page, "demo-viewer")
    expect(balance(page)).to_have_text(re.compile(r"^\d"))
    return page


@pytest.mark.parametrize(
    ("outcome", "title"), [("fail", "Payment failed"), ("cancel", "Payment cancelled")]
)
def test_a_payment_that_fails_costs_nothing_and_says_so(
    visitors: Visitors, keep, outcome: str, title: str
):
    page = signed_in(visitors)
    before = person(page, "demo-viewer").balance
    buy_coins(page, outcome=outcome)
    sheet = page.locator("buy-coins-sheet")
    expect(sheet.get_by_role("heading", name=title)).to_be_visible()
    expect(sheet.get_by_text("You were not charged.")).to_be_visible()
    keep(page, f"payment-{outcome}")
    assert person(page, "demo-viewer").balance == before
    sheet.get_by_role("button", name="Choose a package").click()
    expect(sheet.locator("coin-package-card").first).to_be_visible()


@pytest.mark.parametrize("outcome", ["delay", "duplicate"])
def test_coins_that_come_late_or_twice_are_shown_once(visitors: Visitors, keep, outcome: str):
    page = signed_in(visitors)
    viewer = person(page, "demo-viewer")
    before = viewer.balance
    offer = page.request.get("/api/coins/packages").json()["data"][2]
    buy_coins(page, package=2, outcome=outcome)
    if outcome == "delay":
        expect(page.get_by_text("Confirming your payment")).to_be_visible()
        keep(page, "payment-pending")
    finish_purchase(page)
    expect(balance(page)).to_have_text(grouped(before + offer["totalCoins"]))
    assert viewer.balance == before + offer["totalCoins"]
    # The address has forgotten the purchase, so that a reload does not show it again.
    assert "purchase=" not in page.url


def test_the_review_shows_the_price_before_anything_is_asked_of_the_gateway(visitors: Visitors):
    page = signed_in(visitors)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#packages coin-package-card button").first.click()
    sheet = page.locator("buy-coins-sheet")
    expect(sheet.get_by_role("heading", name="Review your purchase")).to_be_visible()
    expect(sheet.get_by_role("definition").last).to_contain_text(re.compile(r"\d"))
    assert not [url for url in asked if url.endswith("/api/coins/purchase")]


@pytest.mark.parametrize("look", [PHONE, DESKTOP_DARK], ids=lambda look: look.name)
def test_an_amount_that_no_package_has_can_be_bought(visitors: Visitors, keep, look: Look):
    page = signed_in(visitors, "/coins/shop", look)
    before = person(page, "demo-viewer").balance
    page.locator("coin-balance button").click()
    sheet = page.locator("buy-coins-sheet")
    amount = sheet.get_by_label("Another amount of coins")
    for wrong in ("", "0", "many", "1000000001"):
        amount.fill(wrong)
        amount.press("Enter")
        expect(sheet.get_by_text("Type a whole number of coins")).to_be_visible()
        expect(amount).to_be_focused()
        assert amount.input_value() == wrong
    keep(page, f"{look.name}-amount")
    amount.fill("1,234")
    expect(sheet.get_by_text("Type a whole number of coins")).to_be_hidden()
    sheet.get_by_role("button", name="Continue").click()
    # Play money pays at once; another gateway's price is reviewed first.
    finish_purchase(page)
    assert person(page, "demo-viewer").balance == before + 1_234
    expect(balance(page)).to_have_text(grouped(before + 1_234))


def test_the_price_of_an_amount_is_reviewed_before_it_is_paid(visitors: Visitors):
    page = signed_in(visitors)
    link = page.url.replace("/coins/shop", "/sandbox/elsewhere")
    begun = {
        "purchaseId": "pur_1", "orderId": "ord_1", "status": "PENDING", "coins": 50,
        "bonusCoins": 0, "totalCoins": 50, "price": {"amount": 5_000, "currency": "INR"},
        "gateway": "other", "paymentLink": link,
    }
    asked = []

    def answer(route: Route) -> None:
        asked.append(route.request.post_data_json)
        route.fulfill(json=begun)

    page.route("**/api/tokens/purchase", answer)
    page.locator("coin-balance button").click()
    sheet = page.locator("buy-coins-sheet")
    sheet.get_by_label("Another amount of coins").fill("50")
    sheet.get_by_role("button", name="Continue").click()
    expect(sheet.get_by_role("heading", name="Review your purchase")).to_be_visible()
    expect(sheet.get_by_role("button", name="Pay ₹50.00")).to_be_focused()
    assert [body["amountTokens"] for body in asked] == [50]


@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=lambda look: look.name)
def test_short_of_coins_the_button_leads_to_them_and_back(
    visitors: Visitors, keep, look: Look
):
    page = signed_in(visitors, "/", look)
    page.goto(f"/stream/{live_stream(page)['id']}")
    picker = open_gifts(page)
    gift = next(gift for gift in gifts(page) if gift["coinPrice"] >= 10)
    choose_gift(picker, gift)
    while not send_button(picker).inner_text().startswith("Get "):
        picker.get_by_role("button", name="One more").click()
    expect(send_button(picker)).to_have_text(re.compile(r"^Get [\d,]+ coins?$"))
    keep(page, f"{look.name}-short")
    send_button(picker).click()
    sheet = page.locator("buy-coins-sheet")
    expect(sheet.get_by_text("more for this gift")).to_be_visible()
    expect(sheet.get_by_text("Covers your gift")).to_be_visible()
    keep(page, f"{look.name}-packages")
    choose_package(page, 2)
    keep(page, f"{look.name}-sandbox")
    pay(page, "success")
    expect(page).to_have_url(re.compile("/stream/"))
    keep(page, f"{look.name}-paid")
    finish_purchase(page)
    picker = open_gifts(page)
    choose_gift(picker, gift)
    expect(send_button(picker)).to_have_text("Send")
    send_button(picker).click()
    expect(row_of(page, gift)).to_be_visible()


def test_somebody_who_is_not_signed_in_is_asked_who_they_are(visitors: Visitors):
    page = visitors.open("/")
    page.goto(f"/stream/{live_stream(page)['id']}")
    send_button(open_gifts(page)).click()
    page.locator("demo-sign-in [data-person=demo-viewer]").click()
    expect(balance(page)).to_have_text(re.compile(r"^\d"))
