"""Every route of the contract does what it is for, and answers as the contract says."""

from pathlib import Path

from client import Client, time_ordered_key
from contract import OPERATIONS, assert_agrees, operation
from people import token, wait_for_projections
from process import Server, verify
from walking import Walker, decide, tell, wait_for_status, walker

PRICE = {"amount": 900, "currency": "INR"}


class Cast:
    """Who walks."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.boss = walker(server, "demo-admin")
        self.creator = walker(server, "demo-creator")
        self.viewer = walker(server, "demo-viewer")
        self.anybody = Walker(server.port)


def test_every_route_answers_as_the_contract_says(data: Path) -> None:
    Walker.served.clear()
    # The one route that is not always there needs its flag.
    with Server(data, "--test-clock") as server:
        cast = Cast(server)
        for walk in (
            walk_platform,
            walk_catalogs,
            walk_purchases,
            walk_creators,
            walk_streams_and_gifts,
            walk_users,
            walk_keys,
        ):
            walk(cast)
        sign_event(cast, data)
        server.stop()
    missing = {row.name for row in OPERATIONS} - Walker.served
    assert not missing, f"nobody walked {sorted(missing)}"
    verify(data)


def walk_platform(cast: Cast) -> None:
    for path in ("/healthz", "/readyz", "/api/platform", "/openapi.yaml", "/docs"):
        cast.anybody.get(path).must_be(200)
    assert b"\novation_ready 1\n" in cast.boss.get("/metrics").must_be(200).body
    settings = cast.boss.get("/api/admin/settings").must_be(200).json
    changed = cast.boss.call("PATCH", "/api/admin/settings", {"coinName": "Star"}).must_be(200)
    version = settings["version"] + 1
    assert changed.json == settings | {"coinName": "Star", "version": version}
    versions = cast.boss.get("/api/admin/settings/versions").must_be(200).json["data"]
    assert [saved["version"] for saved in versions] == list(range(version, 0, -1))
    assert versions[0]["settings"] == changed.json and versions[1]["settings"] == settings
    moved = cast.boss.post("/api/admin/test-clock", {"advanceSeconds": 5}).must_be(200).json
    assert moved["aheadSeconds"] == 5
    trial = cast.boss.get("/api/admin/ledger/trial-balance").must_be(200).json
    assert all(unit["isBalanced"] and unit["sum"] == 0 for unit in trial["units"])


def walk_catalogs(cast: Cast) -> None:
    walk_catalog(cast, "gifts", "/api/gifts", {"name": "Comet", "coinPrice": 7})
    package = {
        "name": "Handful",
        "coins": 70,
        "bonusCoins": 7,
        "isFirstPurchaseBonus": True,
        "promotion": {
            "startsAt": "2026-01-01T00:00:00.000Z",
            "endsAt": "2126-01-01T00:00:00.000Z",
        },
        "price": PRICE,
        "localPrices": [{"country": "US", "price": {"amount": 15, "currency": "USD"}}],
    }
    walk_catalog(cast, "packages", "/api/coins/packages", package)


def walk_catalog(cast: Cast, name: str, shop: str, wish: dict) -> None:
    """Makes, changes, shows and retires an item; the shop shows it meanwhile."""
    admin = f"/api/admin/{name}"
    made = cast.boss.post(admin, wish).must_be(201).json
    assert wish.items() <= made.items()
    path = f"{admin}/{made['id']}"
    renamed = cast.boss.call("PATCH", path, {"name": "Another"}).must_be(200).json
    assert renamed["name"] == "Another"
    assert cast.boss.get(path).must_be(200).json == renamed
    # A list of one's own holds what was made; what strangers see follows by itself.
    assert made["id"] in ids(cast.boss.get(admin).must_be(200).json)
    assert made["id"] in ids(cast.anybody.get(f"{shop}?currency=USD").must_be(200).json)
    fresh = cast.anybody.get(shop).headers["etag"]
    assert cast.anybody.get(shop, If_None_Match=fresh).status == 304
    cast.boss.call("DELETE", path).must_be(200)
    assert made["id"] not in ids(cast.anybody.get(shop).must_be(200).json)
    assert made["id"] in ids(cast.boss.get(admin).must_be(200).json)


def ids(page: dict) -> list[str]:
    return [item["id"] for item in page["data"]]


def walk_purchases(cast: Cast) -> None:
    viewer = cast.viewer
    package = viewer.get("/api/coins/packages").must_be(200).json["data"][0]["id"]
    begun = viewer.post("/api/coins/purchase", {"packageId": package}, time_ordered_key())
    purchase = begun.must_be(200).json["purchaseId"]
    asked = viewer.post("/api/coins/verify-payment", {"purchaseId": purchase}).must_be(200)
    assert asked.json["status"] == "PENDING"
    decide(begun.json["paymentLink"], "success")
    wait_for_status(viewer, purchase, "COMPLETED")
    session = {"packageId": package}
    viewer.post("/api/payments/create-checkout-session", session, time_ordered_key()).must_be(200)
    bought = viewer.post("/api/tokens/purchase", {"amountTokens": 5_000}, time_ordered_key())
    assert bought.must_be(200).json["status"] == "COMPLETED"
    wait_for_projections(cast.server)
    assert len(viewer.get("/api/coins/purchases").must_be(200).json["data"]) == 3
    assert len(cast.boss.get("/api/admin/purchases").must_be(200).json["data"]) == 3
    balances = [
        viewer.get(f"/api/{name}").must_be(200).json["balance"]
        for name in ("coins/balance", "wallet/balance", "wallet/me")
    ]
    assert balances == [bought.json["newBalance"]] * 3


def sign_event(cast: Cast, data: Path) -> None:
    """Sends what the sandbox would, of a type that nobody has to act on."""
    body = b'{"type":"payment.pondered"}'
    tell(cast.anybody, data, body, "evt_1").must_be(200)
    answer = tell(cast.anybody, data, body, "evt_1", secret=b"no secret of anybody's")
    answer.must_be(400, "invalid_signature")


def walk_creators(cast: Cast) -> None:
    hopeful = Walker(cast.server.port, token("hopeful"))
    hopeful.post("/api/creators/apply").must_be(201)
    path = "/api/creators/applications/hopeful"
    cast.boss.get("/api/creators/applications").must_be(200)
    assert cast.boss.get(path).must_be(200).json["status"] == "PENDING"
    cast.boss.call("PATCH", path, {"status": "APPROVED"}).must_be(200)
    hopeful.get("/api/creators/me").must_be(200)
    cast.anybody.get("/api/creators/hopeful").must_be(200)


def end_live_streams(creator: Walker, name: str) -> None:
    """Ends what the demo has live: a creator has one live stream at a time."""
    for stream in creator.get(f"/api/creators/{name}/streams").must_be(200).json["data"]:
        if stream["status"] == "live":
            creator.post(f"/api/streams/{stream['id']}/end").must_be(200)


def walk_streams_and_gifts(cast: Cast) -> None:
    creator, viewer = cast.creator, cast.viewer
    called_off = creator.post("/api/streams/create", {"title": "Not today"}).must_be(201).json
    creator.post(f"/api/streams/{called_off['id']}/cancel").must_be(200)
    stream = creator.post("/api/streams/create", {"title": "Tonight"}).must_be(201).json["id"]
    renamed = creator.call("PATCH", f"/api/streams/{stream}", {"title": "Tonight!"})
    assert renamed.must_be(200).json["title"] == "Tonight!"
    refused = creator.post(f"/api/streams/{stream}/start").must_be(409, "conflict").json
    assert refused["reason"] == "creator_already_live"
    end_live_streams(creator, "demo-creator")
    creator.post(f"/api/streams/{stream}/start").must_be(200)
    gift = viewer.get("/api/gifts").must_be(200).json["data"][0]["id"]
    wish = {"giftId": gift, "receiverId": "demo-creator"}
    for more in ({}, {"streamId": stream}, {"postId": "a-post"}):
        viewer.post("/api/gifts/send", wish | more, time_ordered_key()).must_be(200)
    tip = {"toCreatorId": "demo-creator", "amountTokens": 50, "message": "Thank you"}
    for more in ({}, {"context": {"streamId": stream}}):
        viewer.post("/api/tips/send", tip | more, time_ordered_key()).must_be(200)
    creator.post(f"/api/streams/{stream}/end").must_be(200)
    cast.anybody.get(f"/api/streams/{stream}").must_be(200)
    wait_for_projections(cast.server)
    for path in ("/api/streams?status=ended", "/api/creators/demo-creator/streams"):
        assert stream in ids(cast.anybody.get(path).must_be(200).json)
    assert len(viewer.get("/api/gifts/history").must_be(200).json["data"]) == 3
    assert len(creator.get("/api/gifts/received").must_be(200).json["data"]) == 3
    assert cast.anybody.get("/api/tips/options").must_be(200).json["minimum"] == 1
    assert len(viewer.get("/api/tips/history").must_be(200).json["data"]) == 2
    received = creator.get("/api/tips/history?direction=received").must_be(200).json
    assert received["totals"] == {"count": 2, "coins": 100}
    stats = cast.anybody.get("/api/tips/stats/demo-creator").must_be(200).json
    assert (stats["total"], stats["average"]) == (100, 50)
    assert cast.anybody.get("/api/posts/a-post/gifts").must_be(200).json["giftCount"] == 1
    assert creator.get("/api/earnings/dashboard").must_be(200).json["totalEarned"] > 0
    for path in ("/api/transactions", "/api/coins/transactions"):
        kinds = [line["type"] for line in viewer.get(path).must_be(200).json["data"]]
        assert kinds == ["TIP_SENT"] * 2 + ["GIFT_SENT"] * 3 + ["PURCHASE"] * 2


def walk_users(cast: Cast) -> None:
    boss, viewer = cast.boss, cast.viewer
    wish = {"userId": "demo-viewer", "amount": 5, "reason": "for a test"}
    boss.post("/api/admin/adjustments", wish, time_ordered_key()).must_be(200)
    viewer.get("/api/me/limits").must_be(200)
    limited = viewer.call("PATCH", "/api/me/limits", {"dailySpendingLimit": 5}).must_be(200)
    assert limited.json["dailySpendingLimit"] == 5
    boss.post("/api/admin/users/demo-viewer/suspend").must_be(200)
    wish = {"amountTokens": 5}
    viewer.post("/api/tokens/purchase", wish, time_ordered_key()).must_be(403, "account_suspended")
    boss.post("/api/admin/users/demo-viewer/unsuspend").must_be(200)
    viewer.get("/api/me").must_be(200)


def walk_keys(cast: Cast) -> None:
    wish = {"name": "our app", "scopes": ["users", "purchases:record"]}
    made = cast.boss.post("/api/me/api-keys", wish).must_be(201).json
    app = Walker(cast.server.port, made["key"])
    app.call("PUT", "/api/users/somebody", {"displayName": "Somebody"}).must_be(200)
    app.get("/api/users/somebody").must_be(200)
    app.get("/api/users?query=some").must_be(200)
    paid = {"userId": "somebody", "coins": 5, "amount": 500, "currency": "INR"}
    paid |= {"transactionId": "own-1", "paymentMethod": "UPI"}
    app.post("/api/coins/purchases/record", paid, time_ordered_key()).must_be(201)
    app.post("/api/coins/purchases/record", paid).must_be(200)
    assert made["id"] in ids(cast.boss.get("/api/me/api-keys").must_be(200).json)
    cast.boss.call("DELETE", f"/api/me/api-keys/{made['id']}").must_be(204)
    gone = app.call("PUT", "/api/users/somebody", {"displayName": "Nobody"})
    gone.must_be(401, "unauthenticated")


def test_every_get_answers_somebody(server: Server) -> None:
    """Rows without an id, asked by each of three people."""
    callers = [walker(server, name) for name in ("demo-viewer", "demo-creator", "demo-admin")]
    rows = [row for row in OPERATIONS if row.method == "GET" and "{" not in row.path]
    assert len(rows) > 20
    for row in rows:
        assert 200 in [caller.get(row.path).status for caller in callers], row.name


def test_head_and_options_are_answered_at_every_route(server: Server) -> None:
    """What the layer below the routes does for each of them."""
    caller = Client(server.port)
    for row in OPERATIONS:
        if "{" in row.path:
            continue
        options = caller.call("OPTIONS", row.path)
        assert options.status in (200, 204), f"{row.name}: {options.status}"
        assert row.method in options.headers["allow"].split(", ")
        if row.method == "GET" and row.text.get("security") == []:
            assert_agrees(operation("GET", row.path), caller.get(row.path))
            head = caller.call("HEAD", row.path)
            assert head.status == 200 and head.body == b""
