"""What goes over the socket is what the contract says, message by message."""

import pytest

from client import Client, time_ordered_key
from contract import assert_agrees, document, operation_of_socket, validator
from people import grant, token
from process import Server
from sockets import WebSocket
from walking import decide, walker

HEAD = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
KINDS = set(document()["components"]["schemas"]["ServerMessage"]["discriminator"]["mapping"])


class Talker(WebSocket):
    """A socket that sends only what the contract allows."""

    def say(self, **message: object) -> None:
        validator({"$ref": "#/components/schemas/ClientMessage"}, is_closed=False).validate(message)
        self.send(message)


    def hear(self, *kinds: str) -> None:
        """Returns when a message of each type has come, whatever their order."""
        for kind in kinds:
            if kind not in self.seen:
                self.wait_for(kind)


def opened(server: Server, who: str | None = None) -> Talker:
    socket = Talker(server.port, "127.0.0.1", who and token(who))
    socket.opened()
    return socket


def test_every_kind_of_message_is_heard_and_described(server: Server) -> None:
    creator, viewer = walker(server, "demo-creator"), grant(server, "demo-viewer", 1_000)
    live = viewer.get("/api/streams?status=live").must_be(200).json["data"]
    stream = next(item for item in live if item["creatorId"] == "demo-creator")
    room, feed, wallet = opened(server), opened(server, "demo-creator"), opened(server)
    room.say(type="join", room=stream["channel"], after=0)
    room.wait_for("joined")
    wallet.say(type="auth", token=token("demo-viewer"))
    assert wallet.wait_for("authenticated")["room"] == "me"
    wallet.say(type="ping")
    wallet.wait_for("pong")
    gift = viewer.get("/api/gifts").must_be(200).json["data"][0]["id"]
    gifts = {"giftId": gift, "receiverId": "demo-creator", "streamId": stream["id"]}
    viewer.post("/api/gifts/send", gifts | {"message": "Hi"}, time_ordered_key()).must_be(200)
    room.wait_for("gift.sent")
    tip = {"toCreatorId": "demo-creator", "amountTokens": 5, "context": {"streamId": stream["id"]}}
    viewer.post("/api/tips/send", tip, time_ordered_key()).must_be(200)
    room.wait_for("tip.sent")
    feed.hear("tip.sent", "earnings.updated")
    wallet.hear("balance.updated")
    wish = {"packageId": viewer.get("/api/coins/packages").must_be(200).json["data"][0]["id"]}
    begun = viewer.post("/api/coins/purchase", wish, time_ordered_key()).must_be(200).json
    decide(begun["paymentLink"], "success")
    wallet.hear("purchase.completed")
    creator.post(f"/api/streams/{stream['id']}/end").must_be(200)
    room.wait_for("stream.ended")
    next_stream(creator, room)
    room.say(type="leave", room=stream["channel"])
    room.wait_for("left")
    room.say(type="join", room="no-such-room")
    assert room.wait_for("error")["code"] == "not_found"
    heard = room.seen | feed.seen | wallet.seen
    assert heard == KINDS, f"nobody heard {KINDS - heard}, nothing describes {heard - KINDS}"


def next_stream(creator: Client, room: Talker) -> None:
    """Another stream begins, which its own room hears."""
    made = creator.post("/api/streams/create", {"title": "Encore"}).must_be(201).json
    room.say(type="join", room=made["channel"])
    room.wait_for("joined")
    creator.post(f"/api/streams/{made['id']}/start").must_be(200)
    room.hear("stream.started", "viewer.count")


@pytest.mark.parametrize(
    "status, change",
    [
        (400, {"path": "/api/realtime?token=abc"}),
        (401, {"Authorization": "Bearer nothing"}),
        (401, {"Sec_WebSocket_Protocol": "bearer.nothing"}),
        (426, {"Upgrade": None, "Connection": None}),
        (426, {"Sec_WebSocket_Version": "12"}),
        (400, {"Sec_WebSocket_Key": "short"}),
    ],
    ids=str,
)
def test_what_opens_no_socket_is_told_why(server: Server, status: int, change: dict) -> None:
    path = change.pop("path", "/api/realtime")
    fields = {name: value for name, value in (HEAD | change).items() if value is not None}
    answer = Client(server.port).get(path, **fields)
    assert answer.status == status, answer.body
    assert_agrees(operation_of_socket("/api/realtime"), answer)
