"""Buy coins, send a gift, see it fly, see it earned: in every look, and by keyboard alone."""

import re

import pytest
from conftest import CALM, DESKTOP, LOOKS, PHONE, Look, Visitors
from playwright.sync_api import Page, expect
from steps import (
    balance,
    buy_coins,
    choose_gift,
    finish_purchase,
    gifts,
    give_coins,
    grouped,
    live_stream,
    open_gifts,
    person,
    press,
    row_of,
    send_button,
    sign_in,
    tab_to,
)

PRESSES = 3


def open_dashboard(visitors: Visitors, look: Look) -> Page:
    page = visitors.open("/creator/earnings", look)
    sign_in(page, "demo-creator")
    expect(page.locator("earnings-card .available")).not_to_have_text("–")
    return page


def expect_earned(dashboard: Page, before: int, gross: int) -> None:
    """The headline rises to what the server says, by the gift less its commission."""
    creator = person(dashboard, "demo-creator")
    after = creator.get("/api/earnings/dashboard")["availableBalance"]
    assert 0 < after - before <= gross
    expect(dashboard.locator("earnings-card .available")).to_have_text(grouped(after))
    expect(dashboard.locator("#latest li").first).to_contain_text("from a gift")


@pytest.mark.parametrize("look", [*LOOKS, CALM], ids=lambda look: look.name)
def test_a_viewer_buys_coins_and_sends_gifts_that_everybody_sees(
    visitors: Visitors, look: Look, keep
):
    viewer = visitors.open("/", look)
    stream = live_stream(viewer)
    address = f"/stream/{stream['id']}"
    watcher = visitors.open(address, look)
    dashboard = open_dashboard(visitors, look)
    creator = person(dashboard, "demo-creator")
    earned_before = creator.get("/api/earnings/dashboard")["availableBalance"]
    keep(viewer, f"{look.name}-home")

    viewer.locator("[data-person=demo-viewer]").first.click()
    expect(balance(viewer)).to_have_text(re.compile(r"^\d"))
    buyer = person(viewer, "demo-viewer")
    before = buyer.balance
    buy_coins(viewer)
    finish_purchase(viewer)
    bought = buyer.balance
    assert bought > before
    expect(balance(viewer)).to_have_text(grouped(bought))

    viewer.goto(address)
    picker = open_gifts(viewer)
    gift = next(gift for gift in gifts(viewer) if gift["coinPrice"] >= 10)
    keep(viewer, f"{look.name}-gifts")
    choose_gift(picker, gift)
    for _ in range(PRESSES):
        send_button(picker).click()
    for page in (viewer, watcher):
        expect(row_of(page, gift).locator(".counter")).to_have_text(f"×{PRESSES}")
    keep(viewer, f"{look.name}-stream")
    keep(watcher, f"{look.name}-watching")
    spent = PRESSES * gift["coinPrice"]
    expect(balance(viewer)).to_have_text(grouped(bought - spent))
    assert buyer.balance == bought - spent
    expect_earned(dashboard, earned_before, spent)
    keep(dashboard, f"{look.name}-earnings", whole=True)


@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=lambda look: look.name)
def test_a_message_flies_with_its_gift(visitors: Visitors, look: Look, keep):
    viewer = visitors.open("/", look)
    address = f"/stream/{live_stream(viewer)['id']}"
    watcher = visitors.open(address, look)
    sign_in(viewer, "demo-viewer")
    give_coins(viewer, "demo-viewer")
    viewer.goto(address)
    picker = open_gifts(viewer)
    gift = next(gift for gift in gifts(viewer) if gift["coinPrice"] >= 10)
    choose_gift(picker, gift)
    words = picker.get_by_label("Message with the gift")
    words.fill("  What a song!  ")
    keep(viewer, f"{look.name}-message")
    words.press("Enter")
    expect(words).to_have_value("")
    for page in (viewer, watcher):
        expect(page.locator("live-overlay").get_by_text("What a song!")).to_be_visible()
    keep(watcher, f"{look.name}-message-flies")


def test_the_whole_job_needs_no_mouse(visitors: Visitors):
    page = visitors.open("/", DESKTOP)
    stream = live_stream(page)
    press(page, page.locator("[data-person=demo-viewer]").first)
    press(page, page.locator("coin-balance button"))
    press(page, page.locator("buy-coins-sheet coin-package-card button").first)
    # The focus is on Pay after a choice.
    expect(page.locator("buy-coins-sheet").get_by_role("button", name="Pay")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/sandbox/"))
    choose_by_keyboard(page, page.locator("[name=outcome][value=success]"))
    expect(page.locator("buy-coins-sheet").get_by_role("button", name="Done")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("buy-coins-sheet dialog")).not_to_be_visible()

    page.goto(f"/stream/{stream['id']}")
    picker = open_gifts(page)
    first = picker.get_by_role("radio").first
    chosen = picker.locator("[role=radio][aria-checked=true]")
    tab_to(page, chosen)
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-checked", "true")
    press(page, picker.get_by_role("button", name="One more"))
    press(page, send_button(picker))
    row = page.locator(f"live-overlay .row[data-gift='{first.get_attribute('data-gift')}']")
    expect(row.locator(".counter")).to_have_text("×2")


def choose_by_keyboard(page: Page, choice) -> None:
    tab_to(page, choice)
    if choice.get_attribute("type") == "radio":
        page.keyboard.press("Space")
    page.keyboard.press("Enter")


def test_escape_closes_the_sheet_and_the_focus_returns(visitors: Visitors):
    page = visitors.open("/")
    sign_in(page, "demo-viewer")
    page.goto(f"/stream/{live_stream(page)['id']}")
    opener = page.locator("gift-button").get_by_role("button", name="Send a gift")
    press(page, opener)
    expect(page.locator("gift-picker")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("gift-picker")).not_to_be_visible()
    expect(opener).to_be_focused()
