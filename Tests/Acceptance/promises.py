"""What a server has promised by its answers, and whether a folder keeps it."""

import random
import sqlite3
import time
from pathlib import Path

from client import Answer, Client
from people import person
from pouring import Poured, digest_of
from process import Server, run

PATH = "/api/gifts/send"
# The newest answers are those that a cut can take; of the others some are asked again as well.
NEWEST, OTHERS = 40, 40


class Promises:
    """Every gift that was sent to one folder, each a wish of the same kind with its own key."""

    def __init__(self, body: dict, transactions: int) -> None:
        self.body = body
        self.transactions = transactions
        self.gifts: list[Poured] = []
        # How many acknowledged gifts a look did not find.
        self.lost = 0

    def given_before(self, moment: int) -> list[Poured]:
        """What was acknowledged by a moment of CLOCK_MONOTONIC, in that order."""
        given = [gift for gift in self.gifts if gift.is_acknowledged and gift.received < moment]
        return sorted(given, key=lambda gift: gift.received)

    def settle(self, server: Server) -> int:
        """Sends again what was not answered; returns how many gifts that were."""
        open_gifts = [gift for gift in self.gifts if not gift.is_acknowledged]
        callers = Callers(server)
        for gift in open_gifts:
            answer = callers.send(gift, self.body).must_be(200)
            gift.status, gift.digest = 200, digest_of(answer.body)
            gift.received = time.monotonic_ns()
        return len(open_gifts)

    def forgotten(self, server: Server, given: list[Poured], chance: random.Random) -> list[Poured]:
        """Asks again for some of what was acknowledged: it must be answered alike."""
        callers = Callers(server)
        older = given[:-NEWEST]
        asked = given[-NEWEST:] + chance.sample(older, min(OTHERS, len(older)))
        found = [gift for gift in asked if not callers.remembers(gift, self.body)]
        self.lost += len(found)
        return found

    def missing(self, data: Path, given: list[Poured]) -> list[Poured]:
        """Looks for all of what was acknowledged in the files of a server that does not run."""
        keys = stored_keys(data)
        found = [gift for gift in given if stored_key(gift) not in keys]
        self.lost += len(found)
        return found

    def fault(self, data: Path, least: int, most: int) -> str:
        """What `ovation verify` finds wrong; the gifts in the journal must be within bounds."""
        result = run("verify", "--json", "--data", data)
        if result.code != 0 or result.json["ok"] is not True:
            return f"verify: exit {result.code}: {result.out} {result.err}"
        found = result.json["transactions"] - self.transactions
        return "" if least <= found <= most else f"{found} gifts, not {least} to {most}"

    def fault_of_image(self, image: Path, moment: int, chance: random.Random) -> str:
        """Starts a server on what a power cut left, then looks at everything."""
        given = self.given_before(moment)
        try:
            with Server(image) as server:
                if forgotten := self.forgotten(server, given, chance):
                    return f"{len(forgotten)} answers are forgotten, one of {forgotten[0].key}"
        except AssertionError as refusal:
            return f"the start is refused: {refusal}"
        if missing := self.missing(image, given):
            return f"{len(missing)} gifts are missing, one of {missing[0].key}"
        return self.fault(image, len(given), len(self.gifts))


class Callers:
    """A connection for each sender, opened when it is needed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.callers: dict[int, Client] = {}

    def send(self, gift: Poured, body: dict) -> Answer:
        if gift.sender not in self.callers:
            self.callers[gift.sender] = person(self.server, sender_name(gift.sender))
        return self.callers[gift.sender].post(PATH, body, gift.key)

    def remembers(self, gift: Poured, body: dict) -> bool:
        answer = self.send(gift, body)
        is_same = answer.status == 200 and digest_of(answer.body) == gift.digest
        return is_same and answer.is_replay


def sender_name(number: int) -> str:
    return f"sender-{number}"


def stored_keys(data: Path) -> set[bytes]:
    """The keys that have an answer; none where SQLite cannot read them."""
    connection = sqlite3.connect(data / "ovation.db")
    try:
        return {row[0] for row in connection.execute("SELECT key FROM answer")}
    except sqlite3.Error:
        return set()
    finally:
        connection.close()


def stored_key(gift: Poured) -> bytes:
    return b"\x01" + bytes.fromhex(gift.key.replace("-", ""))
