"""The attacks, and what each needs before it begins."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from attacker import Attacker
from client import time_ordered_key
from crowds import competitors, hold_sockets, strangers
from projections import make_popular
from stage import CREATOR, Stage, have_sent
from wire import request

# A multiplication spread the bits of an identifier over the tables of the lane, once.
INVERSE = pow(0x9E37_79B9_7F4A_7C15, -1, 1 << 64)
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
SLOT = 0x5A5A_5A5A
# What 8 accounts may send in 100 seconds, at 20 a second; each names two things.
CRAFTED_BEFORE = 2_048
VIEWERS_GIFTS = 2_400
# Some of these empty a wallet.
TOO_MANY = 999
MESSAGE_BYTES = 64 * 1024 - 300


@dataclass(frozen=True)
class Attack:
    """What attackers do, and what goes before it.

    Before the first run `prepare` changes the folder; before each run with attackers, each of
    them has sent `before` requests while limits were lifted, in place of minutes of attack.
    """

    run: Callable[[Attacker], None]
    prepare: Callable[[Stage], None] = lambda stage: None
    before: int = 0

    @property
    def imitates(self) -> str:
        return (self.run.__doc__ or "").splitlines()[0]


def crafted_ids(me: Attacker) -> None:
    """Viewers send gifts that do not exist, on streams that do not, all in one slot of a table."""
    first = me.number << 28
    if me.most is None:
        first += 1 << 24
    ids = crafted(first)
    me.repeat(
        request(
            "POST", "/api/gifts/send", me.bearer,
            {"giftId": f"gft_{next(ids)}", "receiverId": CREATOR, "streamId": f"str_{next(ids)}"})
        for _ in itertools.count())


def crafted(first: int) -> Iterator[str]:
    """Identifiers whose product with the golden ratio has the same upper half."""
    for low in itertools.count(first):
        value = ((SLOT << 32 | low) * INVERSE) % (1 << 64)
        if value < 1 << 63:
            yield "".join(DIGITS[value >> shift & 31] for shift in range(60, -1, -5))


def profiles(me: Attacker) -> None:
    """Strangers without a token read the profile of a creator with 200,000 supporters."""
    me.repeat(itertools.repeat(request("GET", f"/api/creators/{CREATOR}")))


def public_lists(me: Attacker) -> None:
    """Strangers read public lists, each of which wants to be up to date with the last gift."""
    paths = ("/api/streams", f"/api/creators/{CREATOR}/streams", "/api/posts/a-post/gifts")
    me.repeat(itertools.cycle([request("GET", path) for path in paths]))


def walks(me: Attacker) -> None:
    """Viewers with 2,400 gifts ask their statement for what it does not hold."""
    path = "/api/coins/transactions?type=CALL_CHARGE"
    me.repeat(itertools.repeat(request("GET", path, me.bearer)))


def dashboards(me: Attacker) -> None:
    """Creators look at their dashboard and at what they received, again and again."""
    paths = ("/api/earnings/dashboard", "/api/gifts/received")
    me.repeat(itertools.cycle([request("GET", path, me.bearer) for path in paths]))


def long_messages(me: Attacker) -> None:
    """Viewers send gifts with a message of the longest body; each one is refused."""
    text = "letters " * (MESSAGE_BYTES // 8)
    me.repeat(itertools.repeat(me.stage.gift_request(me.bearer, message=text)))


def sockets(me: Attacker) -> None:
    """One address holds all the connections and WebSockets it gets, and dribbles bytes."""
    hold_sockets(me)


def new_addresses(me: Attacker) -> None:
    """Strangers, each from an address never seen before, with a bad token or none."""
    strangers(me)


def replays(me: Attacker) -> None:
    """Clients that take every answer for none: the same gift under the same key again."""
    me.repeat(itertools.repeat(me.stage.gift_request(me.bearer)))


def stored_refusals(me: Attacker) -> None:
    """Viewers ask for more than they have, under ever new keys; each refusal is kept for days."""
    me.repeat(
        me.stage.gift_request(me.bearer, time_ordered_key(), quantity=TOO_MANY)
        for _ in itertools.count())


def no_attack(me: Attacker) -> None:
    """Nobody: processes that never ask the server, to see what their taking of the cores costs."""
    competitors(me)


def give_first(stage: Stage) -> None:
    """The attackers are viewers who gave a lot."""
    with stage.serving() as server:
        have_sent(stage, server, VIEWERS_GIFTS)


# In the order in which they are run.
ATTACKS = {
    "crafted-ids": Attack(crafted_ids, before=CRAFTED_BEFORE),
    "profiles": Attack(profiles, prepare=make_popular),
    "walks": Attack(walks, prepare=give_first),
    "long-messages": Attack(long_messages),
    "sockets": Attack(sockets),
    "new-addresses": Attack(new_addresses),
    "replays": Attack(replays),
}
# Others of the same kind, which are run when they are named.
FURTHER = {
    "public-lists": Attack(public_lists),
    "dashboards": Attack(dashboards, prepare=give_first),
    "stored-refusals": Attack(stored_refusals),
    "no-attack": Attack(no_attack),
}
