"""From measured times to the figures that are shown."""

import math
import statistics
import time


def nanoseconds(begun: int) -> int:
    """The time since a moment of the same clock."""
    return time.perf_counter_ns() - begun


def milliseconds(times: list[int], share: float) -> float:
    """The time that a share of all stays within; endless when there are none."""
    if not times:
        return math.inf
    ordered = sorted(times)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] / 1e6


def summary(sent: dict, seconds: float, cpu: dict, answers: dict) -> dict:
    """The figures of one run; times in milliseconds, CPU in seconds."""
    gifts, looks = sent["gifts"], sent["looks"]
    return {
        "p50": milliseconds(gifts, 0.5), "p99": milliseconds(gifts, 0.99),
        "p999": milliseconds(gifts, 0.999), "worst": milliseconds(gifts, 1),
        "balanceP50": milliseconds(looks, 0.5), "balanceP99": milliseconds(looks, 0.99),
        "connected": math.inf if sent["connected"] is None else sent["connected"] / 1e6,
        "gifts": len(gifts), "refused": sent["refused"], "seconds": seconds,
        "cpu": cpu, "answers": answers,
    }


def ratio(pair: dict) -> float:
    """How many times longer the slowest thousandth takes beside the attack."""
    before, beside = pair["without"]["p999"], pair["with"]["p999"]
    return beside / before if math.isfinite(beside) else math.inf


def median_ratio(pairs: list[dict]) -> float:
    return statistics.median(ratio(pair) for pair in pairs)


def median_of(pairs: list[dict], half: str, name: str) -> float:
    return statistics.median(pair[half][name] for pair in pairs)


def cores(run: dict) -> str:
    """How many cores everybody kept busy."""
    return " ".join(
        f"{name} {used / max(run['seconds'], 0.001):.2f}" for name, used in run["cpu"].items())


def lines_of_pair(number: int, pair: dict) -> str:
    """What is printed after a pair."""
    text = [f"  pair {number}: p99.9 ratio {ratio(pair):.2f}"]
    for half in ("without", "with"):
        run = pair[half]
        text.append(
            f"    {half:7}  p50 {run['p50']:.2f}  p99 {run['p99']:.2f}  p99.9 {run['p999']:.2f}"
            f"  worst {run['worst']:.1f} ms;  balance p50 {run['balanceP50']:.2f}"
            f"  p99 {run['balanceP99']:.2f} ms;  in after {run['connected']:.0f} ms,"
            f" {run['gifts']:,} gifts, {run['refused']} refused, {run['seconds']:.1f} s")
        text.append(f"             busy cores: {cores(run)}")
    answers = ", ".join(f"{name}: {count:,}" for name, count in pair["with"]["answers"].items())
    return "\n".join([*text, f"             attackers' answers: {answers}"])


def table(found: dict[str, list[dict]]) -> str:
    """The Markdown for the page of results: medians of the pairs."""
    rows = [
        "| attack | p99 without, ms | p99 beside it | p99.9 without | p99.9 beside it |"
        " ratio of p99.9, median | each pair | balance p99, without → beside it |"
        " let in after, ms | busy cores beside it |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | ---: | --- |",
    ]
    for name, pairs in found.items():
        before = [median_of(pairs, "without", figure) for figure in ("p99", "p999", "balanceP99")]
        beside = [median_of(pairs, "with", figure) for figure in ("p99", "p999", "balanceP99")]
        each = " ".join(f"{ratio(pair):.2f}" for pair in pairs)
        rows.append(
            f"| {name} | {before[0]:.2f} | {beside[0]:.2f} | {before[1]:.2f} | {beside[1]:.2f} |"
            f" {median_ratio(pairs):.2f} | {each} | {before[2]:.2f} → {beside[2]:.2f} |"
            f" {median_of(pairs, 'with', 'connected'):.0f} | {cores(pairs[-1]['with'])} |")
    return "\n".join(rows)


def plain(value: object) -> object:
    """The same for JSON, where what has no end is null."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
