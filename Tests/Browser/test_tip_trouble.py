"""Tips that are refused, merged or hidden, and how their steps look."""

import re

import pytest
from conftest import DESKTOP, DESKTOP_DARK, NARROW, PHONE, PHONE_DARK, Look, Visitors
from playwright.sync_api import expect
from steps import balance, grouped, live_stream, person, press, send_button
from test_quality import expect_good
from tipping import (
    OPTIONS,
    SEND,
    SHOW_TIPS,
    WORDS,
    bubbles,
    choose_amount,
    fan,
    open_tips,
    opener,
    tip,
)


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
