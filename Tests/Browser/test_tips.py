"""Tips: chosen, sent, seen by everybody, earned; short of coins, refused, lost and merged."""

import re

import pytest
from conftest import (
    CALM,
    DESKTOP,
    DESKTOP_DARK,
    NARROW,
    PHONE,
    PHONE_DARK,
    Look,
    Visitors,
)
from playwright.sync_api import Locator, Page, Route, expect
from steps import (
    Person,
    balance,
    choose_package,
    finish_purchase,
    give_coins,
    grouped,
    live_stream,
    pay,
    person,
    press,
    send_button,
    sign_in,
    tab_to,
)
from test_quality import expect_good

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


def test_a_refused_tip_gives_the_coins_back_and_says_why(visitors: Visitors, keep):
    page, viewer = fan(visitors)
    visitors.watch.expected += [r"402", r"tips/send"]
    problem = {"code": "spending_limit", "status": 402, "error": "Daily limit reached."}
    page.route(
        SEND,
        lambda route: route.fulfill(
            status=402, content_type="application/problem+json", json=problem
        ),
    )
    form = open_tips(page)
    words = form.get_by_label("Message with the tip")
    words.fill("Kept")
    send_button(form).click()
    expect(form.get_by_role("alert")).to_contain_text("Daily limit reached.")
    expect(words).to_have_value("Kept")
    expect(balance(page)).to_have_text(grouped(viewer.balance))
    keep(page, "tip-refused")


def test_amounts_that_cannot_be_read_can_be_tried_again(visitors: Visitors, keep):
    page, _ = fan(visitors)
    visitors.watch.expected += [r"tips/options", r"net::ERR"]
    page.route(OPTIONS, lambda route: route.abort("internetdisconnected"))
    opener(page).click()
    form = page.locator("tip-form")
    expect(form.get_by_text("No connection")).to_be_visible()
    keep(page, "tip-offline")
    page.unroute(OPTIONS)
    form.get_by_role("button", name="Try again").click()
    expect(form.get_by_role("radio").first).to_be_visible()


def test_whoever_is_not_signed_in_is_asked_who_they_are(visitors: Visitors):
    page = visitors.open("/", PHONE)
    page.goto(f"/stream/{live_stream(page)['id']}")
    form = open_tips(page)
    expect(send_button(form)).to_have_text("Sign in")
    send_button(form).click()
    page.locator("demo-sign-in [data-person=demo-viewer]").click()
    expect(balance(page)).to_have_text(re.compile(r"^\d"))
    expect(send_button(open_tips(page))).to_have_text(re.compile("^(Send|Get .* coins?)$"))


def test_tips_that_say_the_same_share_a_bubble(visitors: Visitors, keep):
    page, _ = fan(visitors)
    tips = [
        tip(1),
        tip(2),
        tip(2),
        tip(3, amountTokens=300, tipCount=4),
        tip(4, message="Words stand alone"),
        tip(5, senderId=None, senderName="Several viewers", amountTokens=9_000, tipCount=90),
    ]
    page.evaluate(SHOW_TIPS, tips)
    expect(bubbles(page)).to_have_count(3)
    expect(bubbles(page).nth(0).locator(".counter")).to_have_text("400")
    expect(bubbles(page).nth(0).locator(".times")).to_have_text("6 tips")
    expect(bubbles(page).nth(1)).to_contain_text("Words stand alone")
    expect(bubbles(page).nth(2)).to_contain_text("Several viewers")
    expect(bubbles(page).nth(2).locator(".counter")).to_have_text("9,000")
    expect(page.locator("live-overlay [role=status]")).to_contain_text("Asha tipped 400 coins")
    keep(page, "tips-merged")
    # They go by themselves after four seconds.
    expect(bubbles(page)).to_have_count(0)


def test_a_storm_of_tips_leaves_the_picture_free(visitors: Visitors, keep):
    page, _ = fan(visitors, PHONE)
    long_words = "A long message of somebody who has very much to say. " * 4
    storm = [
        tip(number, senderId=f"fan-{number}", message=long_words[:200]) for number in range(40)
    ]
    page.evaluate(SHOW_TIPS, storm)
    assert 1 <= bubbles(page).count() <= 2
    stage = page.locator("#stage").bounding_box()
    last = bubbles(page).last.bounding_box()
    assert stage and last
    assert last["y"] + last["height"] <= stage["y"] + stage["height"] / 2
    assert last["x"] + last["width"] <= stage["width"]
    keep(page, "tips-storm")
    # Bubbles and what flies never take a press.
    opener(page).click()
    expect(page.locator("tip-form")).to_be_visible()


def test_hidden_effects_hide_tips(visitors: Visitors):
    page, _ = fan(visitors)
    page.get_by_role("button", name="Hide effects").click()
    page.evaluate(SHOW_TIPS, [tip(1, message="Quiet")])
    expect(page.locator("live-overlay [role=status]")).to_contain_text("tipped 50 coins: Quiet")
    expect(bubbles(page)).to_have_count(0)


@pytest.mark.parametrize(
    "look", [NARROW, PHONE_DARK, DESKTOP, DESKTOP_DARK], ids=lambda look: look.name
)
def test_each_step_of_a_tip_is_good(visitors: Visitors, look: Look, keep):
    page, _ = fan(visitors, look)
    form = open_tips(page)
    expect_good(page, "the form")
    keep(page, f"{look.name}-tip-choose")
    form.get_by_label("Another amount of coins").fill("x")
    form.get_by_label("Another amount of coins").press("Enter")
    expect_good(page, "a wrong amount")
    form.get_by_label("Another amount of coins").fill("900,000")
    expect(send_button(form)).to_have_text(re.compile("^Get [0-9,]+ coins$"))
    expect_good(page, "short of coins")
    keep(page, f"{look.name}-tip-missing")
    page.keyboard.press("Escape")
    page.evaluate(SHOW_TIPS, [tip(1, message=WORDS), tip(2)])
    expect(bubbles(page).first).to_be_visible()
    expect_good(page, "bubbles")


def test_the_form_fits_a_phone_held_sideways(visitors: Visitors, keep):
    page, _ = fan(visitors, Look("phone-sideways", 844, 390))
    opener(page).scroll_into_view_if_needed()
    form = open_tips(page)
    keep(page, "phone-sideways-tip")
    box = send_button(form).bounding_box()
    assert box and box["y"] + box["height"] <= 390
    choose_amount(form, 50)
    send_button(form).click()
    expect(form).not_to_be_visible()
