"""A creator has one live stream at a time, also when two are started at once or after a crash."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from client import Answer
from people import person
from process import Server, verify

CREATOR = "demo-creator"


def streams(server: Server, status: str) -> list[str]:
    shown = person(server, CREATOR).pages(f"/api/creators/{CREATOR}/streams")
    return [stream["id"] for stream in shown if stream["status"] == status]


def step(server: Server, stream: str, name: str) -> Answer:
    return person(server, CREATOR).post(f"/api/streams/{stream}/{name}")


def test_of_streams_that_are_started_at_once_one_is_live(data: Path) -> None:
    with Server(data) as server:
        for stream in streams(server, "live"):
            step(server, stream, "end").must_be(200)
        creator = person(server, CREATOR)
        titles = [{"title": f"Stream {number}"} for number in range(8)]
        created = [creator.post("/api/streams/create", title).must_be(201) for title in titles]
        made = [answer.json["id"] for answer in created]
        with ThreadPoolExecutor(len(made)) as pool:
            answers = list(pool.map(lambda stream: step(server, stream, "start"), made))
        assert sorted(answer.status for answer in answers) == [200] + [409] * 7
        refused = [answer.json for answer in answers if answer.status == 409]
        assert {problem["reason"] for problem in refused} == {"creator_already_live"}
        live = streams(server, "live")
        assert len(live) == 1
        server.kill()
    with Server(data) as server:
        assert streams(server, "live") == live
        waiting = next(stream for stream in made if stream not in live)
        step(server, waiting, "start").must_be(409, "conflict")
        step(server, live[0], "end").must_be(200)
        step(server, waiting, "start").must_be(200)
        server.stop()
    verify(data)
