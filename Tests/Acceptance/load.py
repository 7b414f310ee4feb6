"""Gifts from many connections at once, each with a key of its own, and their outcomes."""

import http.client
import random
import threading
from dataclasses import dataclass

from client import Answer, Client, time_ordered_key
from people import person
from process import Server

SENDERS = 8
CONNECTIONS = 16
CREATORS = ["demo-creator", "demo-creator-2"]


@dataclass
class Gift:
    """One wish to send a gift; the answer is None until the server gave one."""

    sender: str
    receiver: str
    coins: int
    body: dict
    key: str
    answer: Answer | None = None


class Load:
    """Sends gifts until the server is gone, and remembers every one."""

    def __init__(self, catalog: dict[int, str], seed: int) -> None:
        self.catalog = catalog
        self.gifts: list[Gift] = []
        self.answered = 0
        self._random = random.Random(seed)
        self._condition = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._faults: list[str] = []

    def start(self, server: Server) -> None:
        self._threads = [
            threading.Thread(target=self._send_until_gone, args=(server, number), daemon=True)
            for number in range(CONNECTIONS)
        ]
        for thread in self._threads:
            thread.start()

    def wait_for_answers(self, count: int) -> None:
        """Returns when this many more gifts than before were answered."""
        with self._condition:
            wanted = self.answered + count
            happened = self._condition.wait_for(
                lambda: self.answered >= wanted or self._faults, timeout=60
            )
        assert happened and not self._faults, self._faults or "the load stands still"

    def join(self) -> None:
        """Waits until every connection has met the end of the server."""
        for thread in self._threads:
            thread.join(30)
            assert not thread.is_alive()
        assert self._faults == []

    def settle(self, server: Server) -> int:
        """Asks for the fate of every gift again; what was answered must be answered alike.

        Returns how many of them had not been answered before.
        """
        callers: dict[str, Client] = {}
        settled = 0
        for gift in self.gifts:
            caller = callers.setdefault(gift.sender, person(server, gift.sender))
            answer = caller.post("/api/gifts/send", gift.body, gift.key).must_be(200)
            if gift.answer is None:
                gift.answer = answer
                settled += 1
            else:
                assert answer.is_replay, f"{gift.key} was acknowledged, lost and made again"
                assert answer.body == gift.answer.body, gift.key
        return settled

    def _send_until_gone(self, server: Server, number: int) -> None:
        caller = person(server, f"sender-{number % SENDERS}")
        while True:
            gift = self._wish(f"sender-{number % SENDERS}")
            try:
                answer = caller.post("/api/gifts/send", gift.body, gift.key)
            except (OSError, http.client.HTTPException):
                return
            with self._condition:
                if answer.status != 200:
                    self._faults.append(f"{answer.status} {answer.body!r}")
                gift.answer = answer
                self.answered += 1
                self._condition.notify_all()

    def _wish(self, sender: str) -> Gift:
        with self._condition:
            coins = self._random.choice(sorted(self.catalog))
            receiver = self._random.choice(CREATORS)
            body = {"giftId": self.catalog[coins], "receiverId": receiver, "quantity": 1}
            gift = Gift(sender, receiver, coins, body, time_ordered_key())
            self.gifts.append(gift)
        return gift
