"""What attackers do, each of them from an address and, where it needs one, an account of its own.

All of them go on until they are told to stop. Who is refused because of a limit waits a moment, as
somebody would who wants to stay just within it.
"""

import json
import socket
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from children import Signal
from people import token
from process import Server
from stage import CREATOR, Stage, attacker, have_sent
from wire import Line, connection, request

Work = Callable[[Stage, int, int, Signal], Counter]

PAUSE_SECONDS = 0.05
SUPPORTERS = 200_000
GIFTS_BEFORE_WALKS = 600
SOCKETS_EACH = 1_000
# What the identifiers of a batch were multiplied by before the factor was a secret.
GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True)
class Attack:
    """Who is imitated, what must be there before, and what one attacker does."""

    name: str
    work: Work
    prepare: Callable[[Stage, Server], None] | None = None
    """Done while the server runs."""
    fill: Callable[[Stage], None] | None = None
    """Done while it is stopped."""


def address(number: int) -> str:
    return f"127.0.1.{number + 1}"


def ask_on(port: int, number: int, stop: Signal, next_request: Callable[[], bytes]) -> Counter:
    """Sends one request after the other; counts the answers by status, 0 for none."""
    line, answers = Line(port, address(number)), Counter()
    while not stop.is_given:
        status = line.ask(next_request())
        answers[status] += 1
        if status in (0, 429):
            time.sleep(PAUSE_SECONDS)
    line.close()
    return answers


def crafted_ids(stage: Stage, port: int, number: int, stop: Signal) -> Counter:
    """A viewer who names gifts that do not exist, chosen to stand in one place of a table."""
    inverse = pow(GOLDEN_RATIO, -1, 2**64)
    bearer, made = token(attacker(number)), iter(range(1, 2**31))

    def crafted() -> bytes:
        # The same bits from 32 on after the multiplication, and no two the same below them.
        while (identifier := next(made) * 8 + number) * inverse % 2**64 >= 2**63:
            pass
        name = gift_name(identifier * inverse % 2**64)
        body = {"giftId": name, "receiverId": CREATOR, "quantity": 1}
        return request("POST", "/api/gifts/send", bearer, body)

    return ask_on(port, number, stop, crafted)


def gift_name(identifier: int) -> str:
    """A gift's identifier as it is written: 13 digits of 5 bits."""
    return "gft_" + "".join(ALPHABET[identifier >> 5 * place & 31] for place in range(12, -1, -1))


def profiles(stage: Stage, port: int, number: int, stop: Signal) -> Counter:
    """A stranger who looks at the page of a creator with very many supporters."""
    data = request("GET", f"/api/creators/{CREATOR}")
    return ask_on(port, number, stop, lambda: data)


def fill_supporters(stage: Stage) -> None:
    """Gives the popular creator supporters whom only the lists know."""
    with closing(sqlite3.connect(stage.data / "projections.db")) as database, database:
        query = "SELECT creator FROM supporter ORDER BY coins DESC LIMIT 1"
        creator = database.execute(query).fetchone()[0]
        rows = ((creator, 1_000 + n, 1 + n % 997, 1) for n in range(SUPPORTERS))
        database.executemany("INSERT OR IGNORE INTO supporter VALUES (?, ?, ?, ?)", rows)


def walks(stage: Stage, port: int, number: int, stop: Signal) -> Counter:
    """A viewer who looks through a long statement for lines that are not there."""
    path = "/api/coins/transactions?type=WITHDRAWAL"
    data = request("GET", path, token(attacker(number)))
    return ask_on(port, number, stop, lambda: data)


def long_messages(stage: Stage, port: int, number: int, stop: Signal) -> Counter:
    """A viewer whose messages are as long as a body may be."""
    bearer = token(attacker(number))
    body = {"giftId": stage.gift, "receiverId": CREATOR, "quantity": 1, "message": "a" * 64_000}
    data = request("POST", "/api/gifts/send", bearer, body)
    return ask_on(port, number, stop, lambda: data)


def sockets(stage: Stage, port: int, number: int, stop: Signal) -> Counter:
    """Somebody who holds connections open, sends a byte now and then, and comes back when cut."""
    held: list[socket.socket] = []
    counts: Counter = Counter()
    turn = 0
    while not stop.is_given:
        if len(held) < SOCKETS_EACH:
            try:
                held.append(connection(port, address(number), seconds=1))
                counts["opened"] += 1
            except OSError:
                counts["refused"] += 1
        turn += 1
        if held:
            one = held[turn % len(held)]
            try:
                one.send(b"G", socket.MSG_DONTWAIT)
            except OSError:
                held.remove(one)
                one.close()
                counts["cut"] += 1
        time.sleep(0.001)
    for one in held:
        one.close()
    return counts


def wrong_proofs(stage: Stage, port: int, number: int, stop: Signal) -> Counter:
    """Somebody who tries tokens that nobody has signed, a new one each time."""
    numbers = iter(range(2**31))

    def guess() -> bytes:
        bearer = token(f"guess-{number}-{next(numbers)}", secret="no-secret-of-this-server-at-all")
        return request("GET", "/api/me", bearer)

    return ask_on(port, number, stop, guess)


def replays(stage: Stage, port: int, number: int, stop: Signal) -> Counter:
    """A viewer who sends one gift again and again under its key."""
    data = stage.gift_request(token(attacker(number)))
    return ask_on(port, number, stop, lambda: data)


def have_long_statements(stage: Stage, server: Server) -> None:
    have_sent(stage, server, GIFTS_BEFORE_WALKS)


ALL = {
    attack.name: attack
    for attack in (
        Attack("crafted ids", crafted_ids),
        Attack("profiles", profiles, fill=fill_supporters),
        Attack("walks", walks, prepare=have_long_statements),
        Attack("long messages", long_messages),
        Attack("sockets", sockets),
        Attack("wrong proofs", wrong_proofs),
        Attack("replays", replays),
    )
}


def counted(answers: list[object]) -> dict[str, int]:
    """What all attackers were told."""
    total: Counter = Counter()
    for answer in answers:
        total.update(json.loads(json.dumps(answer)))
    return {str(name): count for name, count in sorted(total.items())}
