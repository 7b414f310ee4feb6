"""Requests as bytes, and where an answer ends: for tests with sockets of their own."""

import json


def request(
    method: str, path: str, token: str = "", body: object = None, **fields: str
) -> bytes:
    """The bytes of a request; fields are named with `_` for `-`."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    text = b"" if body is None else json.dumps(body, separators=(",", ":")).encode()
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + text


def is_whole(answer: bytes | bytearray) -> bool:
    """Whether an answer has its whole body and nothing after it."""
    end = answer.find(b"\r\n\r\n")
    if end < 0:
        return False
    start = answer.lower().find(b"\r\ncontent-length:", 0, end)
    if start < 0:
        return answer[9:12] in (b"101", b"204", b"304")
    return len(answer) >= end + 4 + int(answer[start + 17 : answer.find(b"\r\n", start + 17)])
