"""Refusals, lost answers, cuts and empty networks: nothing is lost, doubled or silent."""

import re

from conftest import DESKTOP, Visitors
from playwright.sync_api import Page, Route, WebSocketRoute, expect
from steps import (
    Person,
    balance,
    choose_gift,
    gifts,
    give_coins,
    grouped,
    live_stream,
    open_gifts,
    row_of,
    send_button,
    sign_in,
)

REALTIME = re.compile("/api/realtime$")
UUID_VERSION_7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
SEND = re.compile("/api/gifts/send$")


def rich_viewer(visitors: Visitors) -> tuple[Page, Person]:
    page = visitors.open("/", DESKTOP)
    viewer = give_coins(page, "demo-viewer")
    sign_in(page, "demo-viewer")
    expect(balance(page)).to_have_text(grouped(viewer.balance))
    return page, viewer


class Line:
    """The real-time connection of a page, which can be cut."""

    def __init__(self, page: Page) -> None:
        self.is_cut = False
        self.open: list[WebSocketRoute] = []
        page.route_web_socket(REALTIME, self.connect)

    def connect(self, socket: WebSocketRoute) -> None:
        if self.is_cut:
            socket.close(code=1001)
            return
        socket.connect_to_server()
        self.open.append(socket)

    def cut(self) -> None:
        self.is_cut = True
        for socket in self.open:
            socket.close(code=1001)
        self.open.clear()

    def mend(self) -> None:
        self.is_cut = False


def test_a_cut_connection_resumes_without_loss_or_doubles(visitors: Visitors, keep):
    page = visitors.open("/", DESKTOP)
    line = Line(page)
    sender = give_coins(page, "demo-viewer-2")
    stream = live_stream(page)
    gift = gifts(page)[0]
    page.goto(f"/stream/{stream['id']}")
    # The page itself is the first viewer, so it has joined the room.
    expect(page.locator("#viewers")).to_have_text("1")
    body = {"giftId": gift["id"], "receiverId": stream["creatorId"], "streamId": stream["id"]}
    sender.post("/api/gifts/send", body)
    expect(row_of(page, gift).locator(".counter")).to_have_text("×1")
    line.cut()
    expect(page.get_by_text("Reconnecting to live updates")).to_be_visible()
    keep(page, "reconnecting")
    sender.post("/api/gifts/send", {**body, "quantity": 3})
    line.mend()
    expect(page.locator("#feed li")).to_have_count(2, timeout=20_000)
    expect(page.get_by_text("Reconnecting to live updates")).not_to_be_visible()
    totals = page.request.get(f"/api/streams/{stream['id']}").json()
    expect(page.locator("#gift-count")).to_have_text(grouped(totals["giftCount"]))
    expect(page.locator("#feed li").first).to_contain_text("× 3")


def test_a_reload_keeps_who_is_signed_in_and_what_they_have(visitors: Visitors):
    page, viewer = rich_viewer(visitors)
    page.reload()
    expect(page.locator("#account")).to_have_class(re.compile("known"))
    expect(balance(page)).to_have_text(grouped(viewer.balance))


def test_a_refused_gift_gives_the_coins_back_and_says_why(visitors: Visitors, keep):
    page, viewer = rich_viewer(visitors)
    visitors.watch.expected += [r"409", r"gifts/send"]
    before = viewer.balance
    problem = {"code": "out_of_stock", "status": 409, "error": "This gift is sold out."}
    page.route(SEND, lambda route: route.fulfill(
        status=409, content_type="application/problem+json", json=problem))
    page.goto(f"/stream/{live_stream(page)['id']}")
    picker = open_gifts(page)
    choose_gift(picker, gifts(page)[0])
    send_button(picker).click()
    expect(picker.get_by_role("alert")).to_contain_text("This gift is sold out.")
    expect(balance(page)).to_have_text(grouped(before))
    keep(page, "gift-refused")


def test_an_answer_that_is_lost_is_asked_for_again_with_the_same_key(visitors: Visitors):
    page, viewer = rich_viewer(visitors)
    visitors.watch.expected += [r"gifts/send", r"net::ERR"]
    keys = []

    def lose_first_answer(route: Route) -> None:
        keys.append(route.request.headers.get("idempotency-key"))
        answer = route.fetch()
        if len(keys) == 1:
            route.abort("connectionreset")
        else:
            route.fulfill(response=answer)

    page.route(SEND, lose_first_answer)
    before = viewer.balance
    stream = live_stream(page)
    page.goto(f"/stream/{stream['id']}")
    picker = open_gifts(page)
    gift = gifts(page)[0]
    choose_gift(picker, gift)
    with page.expect_response(SEND):
        send_button(picker).click()
    expect(balance(page)).to_have_text(grouped(before - gift["coinPrice"]))
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert UUID_VERSION_7.fullmatch(keys[0])
    assert viewer.balance == before - gift["coinPrice"]


def test_a_gift_that_may_have_arrived_is_paid_once_by_whatever_press(visitors: Visitors, keep):
    page, viewer = rich_viewer(visitors)
    visitors.watch.expected += [r"gifts/send", r"net::ERR"]
    keys = []

    def lose_every_answer(route: Route) -> None:
        keys.append(route.request.headers.get("idempotency-key"))
        route.fetch()
        route.abort("connectionreset")

    page.route(SEND, lose_every_answer)
    before = viewer.balance
    page.goto(f"/stream/{live_stream(page)['id']}")
    picker = open_gifts(page)
    gift = gifts(page)[0]
    choose_gift(picker, gift)
    send_button(picker).click()
    expect(picker.get_by_role("alert")).to_contain_text("checking whether your gift arrived")
    expect(balance(page)).to_have_text(grouped(before - gift["coinPrice"]))
    keep(page, "gift-in-doubt")
    page.unroute(SEND)
    send_button(picker).click()
    expect(picker.locator(".message")).to_be_empty()
    expect(send_button(picker)).to_have_text("Send")
    expect(balance(page)).to_have_text(grouped(before - gift["coinPrice"]))
    assert len(set(keys)) == 1
    assert viewer.balance == before - gift["coinPrice"]


def test_a_spend_is_shown_before_the_server_answers(visitors: Visitors):
    page, viewer = rich_viewer(visitors)
    before = viewer.balance
    held: list[Route] = []
    page.route(SEND, lambda route: held.append(route))
    page.goto(f"/stream/{live_stream(page)['id']}")
    picker = open_gifts(page)
    gift = gifts(page)[1]
    choose_gift(picker, gift)
    with page.expect_request(SEND):
        send_button(picker).click()
    expect(balance(page)).to_have_text(grouped(before - gift["coinPrice"]))
    assert viewer.balance == before
    held[0].continue_()
    expect(row_of(page, gift)).to_be_visible()


def test_a_catalog_that_cannot_be_read_can_be_tried_again(visitors: Visitors, keep):
    page, _ = rich_viewer(visitors)
    visitors.watch.expected += [r"/api/gifts", r"net::ERR"]
    catalog = re.compile(r"/api/gifts$")
    page.route(catalog, lambda route: route.abort("internetdisconnected"))
    page.goto(f"/stream/{live_stream(page)['id']}")
    picker = page.locator("gift-picker")
    expect(picker.get_by_text("No connection")).to_be_visible()
    keep(page, "gifts-offline")
    page.unroute(catalog)
    picker.get_by_role("button", name="Try again").click()
    expect(picker.get_by_role("radio").first).to_be_visible()


def test_a_stream_that_is_not_there_says_so(visitors: Visitors, keep):
    visitors.watch.expected += [r"404"]
    page = visitors.open("/stream/str_nowhere", DESKTOP)
    expect(page.get_by_text("No such stream")).to_be_visible()
    expect(page.get_by_role("link", name="See who is live")).to_be_visible()
    keep(page, "stream-missing")


def test_hidden_effects_stay_hidden(visitors: Visitors):
    page, viewer = rich_viewer(visitors)
    stream = live_stream(page)
    page.goto(f"/stream/{stream['id']}")
    picker = open_gifts(page)
    page.get_by_role("button", name="Hide effects").click()
    choose_gift(picker, gifts(page)[0])
    send_button(picker).click()
    expect(page.locator("#feed li b")).to_have_count(1)
    expect(page.locator("live-overlay .row")).to_have_count(0)
    expect(page.locator("live-overlay [role=status]")).to_contain_text("sent")
    assert viewer.balance >= 0
