"""Listens to Streamlit's websocket: how often the script ran, and how many bytes a visitor received."""

from dataclasses import dataclass, field

from playwright.sync_api import WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Wire:
    """What came over the websocket of one page so far; bytes are payloads before compression."""

    runs: int = 0
    finished: int = 0
    is_running: bool = False
    received: int = 0
    addresses: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def opened(self, socket: WebSocket) -> None:
        """Listen to one more socket of the page."""
        self.addresses.append(socket.url)
        socket.on("framereceived", self._received)

    def _received(self, payload: bytes | str) -> None:
        content = payload.encode() if isinstance(payload, str) else payload
        self.received += len(content)
        message = ForwardMsg()
        message.ParseFromString(content)
        kind = message.WhichOneof("type")
        self.runs += kind == "new_session"
        self.finished += kind == "script_finished"
        # Counts tell less: of a run that ends while the next is asked for, Streamlit may never tell the end.
        self.is_running = kind == "new_session" or (self.is_running and kind != "script_finished")
        name = _name(message, kind)
        self.sizes[name] = self.sizes.get(name, 0) + len(content)


def _name(message: ForwardMsg, kind: str) -> str:
    if kind != "delta":
        return kind
    part = message.delta.WhichOneof("type")
    return str(message.delta.new_element.WhichOneof("type") if part == "new_element" else part)
