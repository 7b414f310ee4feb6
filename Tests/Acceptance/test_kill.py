"""kill -9 in the middle of load: what was answered is there, once, and the books balance."""

import random
import shutil
import signal
from pathlib import Path

from load import CREATORS, SENDERS, Load
from people import balance, gift_costing, grant, lift_gift_limits, person, wait_for_projections
from process import IS_NIGHTLY, Server, verify

ROUNDS = 30 if IS_NIGHTLY else 6
COINS = 1_000_000


def prepared(data: Path) -> dict[int, str]:
    """Makes a database with rich senders; returns the gifts to send by price."""
    with Server(data) as server:
        lift_gift_limits(server)
        for number in range(SENDERS):
            grant(server, f"sender-{number}", COINS)
        catalog = {price: gift_costing(server, price) for price in (1, 5, 10)}
        server.stop()
    return catalog


def assert_wallets_agree(server: Server, load: Load) -> None:
    for number in range(SENDERS):
        name = f"sender-{number}"
        sent = {
            gift.answer.json["giftTransactionId"]: -gift.coins
            for gift in load.gifts
            if gift.sender == name
        }
        caller = person(server, name)
        lines = caller.pages("/api/transactions")
        gifts = [line for line in lines if line["type"] == "GIFT_SENT"]
        assert len(gifts) == len(sent), f"{name}: {len(gifts)} on the statement, {len(sent)} sent"
        assert {line["transactionId"]: line["amount"] for line in gifts} == sent
        assert balance(caller) == COINS + sum(sent.values())


def assert_earnings_agree(server: Server, load: Load) -> None:
    wait_for_projections(server)
    for name in CREATORS:
        got = {
            gift.answer.json["giftTransactionId"]: gift.coins
            for gift in load.gifts
            if gift.receiver == name
        }
        caller = person(server, name)
        lines = caller.pages("/api/transactions?account=earnings")
        gross = [line for line in lines if line["type"] == "GIFT_RECEIVED"]
        assert len(gross) == len(got)
        assert {line["transactionId"]: line["amount"] for line in gross} == got
        dashboard = caller.get("/api/earnings/dashboard").must_be(200).json
        assert dashboard["totalEarned"] == sum(got.values()) == dashboard["fromGifts"]
        kept = dashboard["totalEarned"] - dashboard["platformCommission"]
        assert dashboard["availableBalance"] == kept == sum(line["amount"] for line in lines)


def test_kill_in_the_middle_of_load_loses_and_doubles_nothing(data: Path, tmp_path: Path) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    load = Load(prepared(data), seed)
    unanswered = 0
    for number in range(ROUNDS):
        with Server(data) as server:
            load.start(server)
            load.wait_for_answers(chance.randrange(1, 400))
            server.signal(signal.SIGKILL)
            load.join()
        # A copy, so that the server itself meets the state after the crash.
        copy = tmp_path / f"copy-{number}"
        shutil.copytree(data, copy)
        acknowledged = sum(gift.answer is not None for gift in load.gifts)
        assert verify(copy)["transactions"] >= acknowledged
        shutil.rmtree(copy)
        with Server(data) as server:
            unanswered += load.settle(server)
            assert_wallets_agree(server, load)
            assert_earnings_agree(server, load)
            server.stop()
        verify(data)
    print(f"{len(load.gifts)} gifts, {unanswered} unanswered at {ROUNDS} kills, 0 lost, 0 doubled")
    assert unanswered > 0, "no kill met a gift in flight"
