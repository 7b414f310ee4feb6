"""Tips: chosen, sent, seen by everybody and earned; short of coins, and lost on the way."""

import re

import pytest
from conftest import CALM, DESKTOP, PHONE, Look, Visitors
from playwright.sync_api import Route, expect
from steps import (
    balance,
    choose_package,
    finish_purchase,
    grouped,
    live_stream,
    pay,
    person,
    press,
    send_button,
    sign_in,
    tab_to,
)
from tipping import SEND, WORDS, bubbles, choose_amount, fan, open_tips, opener, tip


@pytest.mark.parametrize("look", [PHONE, DESKTOP, CALM], ids=lambda look: look.name)
def test_a_tip_is_seen_by_everybody_and_earned(visitors: Visitors, look: Look, keep):
    page, viewer = fan(visitors, look)
    before = viewer.balance
    watcher = visitors.open(page.url, look)
    creator_page = visitors.open(page.url, look)
    sign_in(creator_page, "demo-creator")
    dashboard = visitors.open("/creator/earnings", look)
    sign_in(dashboard, "demo-creator")
    expect(dashboard.locator("earnings-card .available")).not_to_have_text("–")
    creator = person(dashboard, "demo-creator")
    earned_before = creator.get("/api/earnings/dashboard")

    form = open_tips(page)
    choose_amount(form, 100)
    form.get_by_label("Message with the tip").fill(f"  {WORDS}  ")
    keep(page, f"{look.name}-tip-form")
    send_button(form).click()
    expect(form).not_to_be_visible()
    for one in (page, watcher, creator_page):
        # Words are text, whatever they look like.
        expect(bubbles(one)).to_contain_text(WORDS)
        expect(bubbles(one).locator(".counter")).to_have_text("100")
    keep(page, f"{look.name}-tip-sent")
    keep(watcher, f"{look.name}-tip-seen")
    expect(balance(page)).to_have_text(grouped(before - 100))
    assert viewer.balance == before - 100

    earned = creator.get("/api/earnings/dashboard")
    rise = earned["availableBalance"] - earned_before["availableBalance"]
    assert 0 < rise <= 100
    assert earned["fromTips"] - earned_before["fromTips"] == 100
    expect(dashboard.locator("#latest li").first).to_contain_text("from a tip")
    expect(dashboard.locator("earnings-card .available")).to_have_text(
        grouped(earned["availableBalance"])
    )
    keep(dashboard, f"{look.name}-tip-earned", whole=True)


def test_both_sides_find_the_tip_in_their_history(visitors: Visitors):
    page, viewer = fan(visitors)
    creator = person(page, "demo-creator")
    stream = live_stream(page)
    form = open_tips(page)
    choose_amount(form, 50)
    form.get_by_label("Message with the tip").fill("Thank you")
    with page.expect_response(SEND) as answer:
        send_button(form).click()
    receipt = answer.value.json()
    assert receipt["creatorCut"] + receipt["platformFee"] == 50
    for one, direction in ((viewer, "sent"), (creator, "received")):
        history = one.get(f"/api/tips/history?direction={direction}")
        found = next(row for row in history["data"] if row["tipId"] == receipt["tipId"])
        assert found["amountTokens"] == 50
        assert (found["message"], found["streamId"]) == ("Thank you", stream["id"])
    stats = page.request.get(f"/api/tips/stats/{creator.id}").json()
    assert stats["count"] >= 1
    assert viewer.id in {one["userId"] for one in stats["topTippers"]}
    page.goto("/coins/shop")
    expect(page.locator("transaction-list li").first).to_contain_text("50")


def test_a_tip_needs_no_mouse(visitors: Visitors):
    page, viewer = fan(visitors)
    before = viewer.balance
    press(page, opener(page))
    form = page.locator("tip-form")
    chosen = form.locator("[role=radio][aria-checked=true]")
    tab_to(page, chosen)
    page.keyboard.press("End")
    expect(chosen).to_be_focused()
    amount = int(chosen.get_attribute("data-amount") or "0")
    words = form.get_by_label("Message with the tip")
    tab_to(page, words)
    page.keyboard.type("By hand")
    page.keyboard.press("Enter")
    expect(form).not_to_be_visible()
    expect(opener(page)).to_be_focused()
    expect(bubbles(page)).to_contain_text("By hand")
    assert viewer.balance == before - amount
    page.keyboard.press("Enter")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).not_to_be_visible()
    expect(opener(page)).to_be_focused()


def test_an_amount_of_ones_own_stays_within_the_bounds(visitors: Visitors, keep):
    page, viewer = fan(visitors)
    before = viewer.balance
    bounds = page.request.get("/api/tips/options").json()
    form = open_tips(page)
    amount = form.get_by_label("Another amount of coins")
    for text in ("1.5", "many", str(bounds["maximum"] + 1), "0", ""):
        amount.fill(text)
        amount.press("Enter")
        # Beyond what the fan has, the bounds are told before the way to the coins.
        expect(form.get_by_role("alert")).to_contain_text("Type a whole number of coins from")
        expect(amount).to_be_focused()
    keep(page, "tip-amount-wrong")
    own = bounds["minimum"] + 76
    amount.fill(str(own))
    expect(form.locator("[role=radio][aria-checked=true]")).to_have_count(0)
    send_button(form).click()
    expect(bubbles(page).locator(".counter")).to_have_text(grouped(own))
    assert viewer.balance == before - own


def test_a_page_may_offer_amounts_of_its_own(visitors: Visitors):
    page, _ = fan(visitors)
    page.locator("tip-button").evaluate("button => button.setAttribute('presets', '20, 30,0,40')")
    form = open_tips(page)
    expect(form.get_by_role("radio")).to_have_text(["20", "30", "40"])


@pytest.mark.parametrize("look", [PHONE, DESKTOP], ids=lambda look: look.name)
def test_short_of_coins_the_tip_waits_at_the_till(visitors: Visitors, look: Look, keep):
    page, viewer = fan(visitors, look, packages=0)
    wanted = viewer.balance + 40
    form = open_tips(page)
    form.get_by_label("Another amount of coins").fill(str(wanted))
    form.get_by_label("Message with the tip").fill("Worth every coin")
    expect(form.get_by_text("You need 40 coins more for this tip.")).to_be_visible()
    expect(send_button(form)).to_have_text("Get 40 coins")
    keep(page, f"{look.name}-tip-short")
    send_button(form).click()
    sheet = page.locator("buy-coins-sheet")
    expect(sheet.get_by_text("more for this tip")).to_be_visible()
    expect(sheet.get_by_text("Covers your tip")).to_be_visible()
    choose_package(page, 2)
    pay(page, "success")
    expect(page).to_have_url(re.compile("/stream/"))
    finish_purchase(page)
    form = open_tips(page)
    expect(form.get_by_label("Another amount of coins")).to_have_value(str(wanted))
    expect(form.get_by_label("Message with the tip")).to_have_value("Worth every coin")
    expect(send_button(form)).to_have_text("Send")
    send_button(form).click()
    expect(bubbles(page)).to_contain_text("Worth every coin")


def test_a_tip_whose_answers_are_lost_is_paid_once(visitors: Visitors, keep):
    page, viewer = fan(visitors)
    visitors.watch.expected += [r"tips/send", r"net::ERR"]
    keys = []

    def lose_every_answer(route: Route) -> None:
        keys.append(route.request.headers.get("idempotency-key"))
        route.fetch()
        route.abort("connectionreset")

    before = viewer.balance
    page.route(SEND, lose_every_answer)
    form = open_tips(page)
    choose_amount(form, 50)
    send_button(form).click()
    expect(form.get_by_role("alert")).to_contain_text("checking whether your tip arrived")
    expect(send_button(form)).to_have_text("Check now")
    expect(balance(page)).to_have_text(grouped(before - 50))
    keep(page, "tip-in-doubt")
    page.unroute(SEND)
    send_button(form).click()
    expect(form).not_to_be_visible()
    expect(balance(page)).to_have_text(grouped(before - 50))
    assert len(set(keys)) == 1
    assert viewer.balance == before - 50


def test_a_press_waits_for_the_answer_to_the_one_before(visitors: Visitors):
    page, viewer = fan(visitors)
    before = viewer.balance
    held: list[Route] = []
    page.route(SEND, lambda route: held.append(route))
    form = open_tips(page)
    choose_amount(form, 50)
    with page.expect_request(SEND):
        send_button(form).click()
    expect(send_button(form)).to_have_text("Sending…")
    send_button(form).click()
    expect(balance(page)).to_have_text(grouped(before - 50))
    held[0].continue_()
    expect(form).not_to_be_visible()
    assert len(held) == 1
    assert viewer.balance == before - 50
