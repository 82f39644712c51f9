"""Follows an event board and proves what it holds: python follow.py http://127.0.0.1:3000 main [--way socket|http]
Prints a line of JSON for each thing that it takes in (snapshot, step, live, stale, mismatch); on stderr, why it pauses.
`--way socket` needs the package python-socketio[client]; `--way http`, the default, needs nothing."""
import argparse, functools, json, operator, queue, random, signal, sys, time, urllib.error, urllib.parse
from urllib.request import Request, urlopen

PROTOCOL = 2
# What is wrong, by the code on the socket or the status over HTTP. With everything else: keep the set and try later.
STOP = ("invalid_request", "400", "forbidden", "403", "board_not_found", "404", "client_too_old", "426")
START_AGAIN, SLOWLY = ("position_unknown", "410", "mismatch"), ("too_many_requests", "429")

class Trouble(Exception): """Ends an attempt to follow: what is wrong and, if named, the seconds to pause at least."""

def say(kind, **rest):
    print(json.dumps({"kind": kind, **rest}), flush=True)

@functools.lru_cache(maxsize=200_000)
def fnv1a_64(text):
    value = 14695981039346656037
    for byte in text.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return value

def proof(events):
    """Size and checksum of a set, in the form in which messages name them."""
    total = functools.reduce(operator.xor, (fnv1a_64(f"{e['id']}:{e['version']}") for e in events.values()), 0)
    return {"size": len(events), "checksum": f"{total:016x}"}

class Held:
    """The set of events at one position, and whether it is known to be current."""
    def __init__(self, board):
        self.board, self.position, self.events, self.live, self.last_live = board, None, {}, False, "never"

    def load(self, snapshot):
        self.hold(snapshot, snapshot["position"], {event["id"]: event for event in snapshot["events"]})
        say("snapshot", position=self.position, **proof(self.events), events=snapshot["events"])

    def apply(self, frame):
        """Takes in a frame as a whole or not at all: the changes are made to a copy."""
        if frame["after"] != self.position:
            raise Trouble(f"a frame after {frame['after']} does not continue {self.position}")
        events = dict(self.events)
        for change in frame["changes"]:
            events.pop(change.get("remove"), None)
            if "put" in change:
                events[change["put"]["id"]] = change["put"]
        self.hold(frame, frame["at"], events)
        say("step", after=frame["after"], at=self.position, changes=frame["changes"], **proof(events))
        self.set_live(self.live)  # if it was live, it is so now
        return frame["changes"]

    def hold(self, message, position, events):
        """Holds the events from now on, if they are what the message says that they are."""
        if message["board"] != self.board or not isinstance(position, str):
            raise Trouble("not a message about this board")
        if not proof(events).items() <= message.items():
            say("mismatch", position=position)
            raise Trouble("mismatch")
        self.position, self.events = position, events

    def set_live(self, live):
        if live != self.live:
            say("live" if live else "stale")
        self.live, self.last_live = live, time.strftime("%H:%M:%S") if live else self.last_live

def ask(url, timeout=10):
    """Headers and JSON of an answer; of a 204 of the feed, None."""
    try:
        with urlopen(Request(url, headers={"API-Version": str(PROTOCOL)}), timeout=timeout) as answer:
            empty = answer.status == 204 and answer.headers["Feed-Turn"]
            return answer.headers, None if empty else json.loads(answer.read()) or []
    except urllib.error.HTTPError as error:  # the board's own answers name its version, those of a proxy do not
        what = str(error.code) if error.code in (410, 429) or "API-Version" in error.headers else "status of a proxy"
        raise Trouble(what, int(error.headers.get("Retry-After", 0))) from error

def follow_http(held, address, base):
    turn = differs_since = None  # asked without a turn, the feed answers at once
    while True:
        began, query = time.monotonic(), {"after": held.position, **({"turn": turn} if turn else {})}
        headers, frame = ask(f"{base}/feed?{urllib.parse.urlencode(query)}", timeout=30)  # a turn is 25 s long
        if frame is not None and held.apply(frame):  # after a break, without changes means current
            turn, differs_since = headers["Feed-Turn"] if held.live else None, None
            continue
        held.set_live(True)
        pulse, now = ask(f"{base}/pulse")[1], time.monotonic()
        differs_since = None if proof(held.events).items() <= pulse.items() else differs_since or now
        if differs_since and now - differs_since > 20:  # a pulse can be older than the set, or newer, but when a whole
            held.hold(pulse, held.position, held.events)  # turn has brought no changes, it is right: a mismatch
        if turn and now - began < 1 or not headers["Feed-Turn"]:  # do not ask in a tight circle
            time.sleep(random.uniform(1, 2))
        turn = headers["Feed-Turn"]

def follow_socket(held, address, base):
    import socketio
    inbox = queue.Queue()  # the library calls from its own threads, where one message can even overtake another
    client = socketio.Client(reconnection=False, handle_sigint=False)
    client.on("changes", lambda frame: inbox.put(("after", frame)))
    client.on("pulse", lambda pulse: inbox.put(("at", pulse)))
    client.on("disconnect", lambda *_: inbox.put(("answer", {"ok": False, "code": "disconnected"})))
    try:
        client.connect(address, transports=["websocket"], wait_timeout=10)
        while True:
            client.emit("subscribe", {"board": held.board, "position": held.position, "protocol": PROTOCOL},
                        callback=lambda answer: inbox.put(("answer", answer)))
            subscribed, until = False, time.monotonic() + 10
            while True:  # until something is missing; silence raises queue.Empty
                kind, message = inbox.get(timeout=max(0, until - time.monotonic()))
                if kind == "answer":
                    if message["ok"] is not True:
                        raise Trouble(message["code"])
                    held.apply(message)
                elif not subscribed:
                    continue  # the answer contains it
                elif message[kind] != held.position:
                    break
                elif kind == "after":
                    held.apply(message)
                    continue
                held.hold(message, held.position, held.events)  # for a pulse: the same set, proven once more
                held.set_live(True)
                subscribed, until = True, time.monotonic() + 15
            held.set_live(False)
            time.sleep(random.uniform(0.2, 0.4))
    finally:
        client.disconnect()

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("place", nargs=2, metavar=("ADDRESS", "BOARD"))
    parser.add_argument("--way", choices=("socket", "http"), default="http")
    options = parser.parse_args()
    (address, board), follow = options.place, follow_http if options.way == "http" else follow_socket
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    held, failures, base = Held(board), 0, f"{address}/api/boards/{urllib.parse.quote(board, safe='')}"
    while True:
        began = time.monotonic()
        try:
            if held.position is None:
                held.load(ask(f"{base}/snapshot")[1])
            follow(held, address, base)
        except Exception as error:  # other than Trouble: no answer, or one that is not the board's
            what, least = (*error.args, 0)[:2] if isinstance(error, Trouble) else (repr(error), 0)
        held.set_live(False)
        if what in STOP:
            sys.exit(f"stopped: {what}")
        held.position = None if what in START_AGAIN else held.position
        failures = 1 if time.monotonic() - began > 30 else failures + 1
        pause = least + random.uniform(0.5, 1) * 0.25 * 2 ** min(failures, 6) * (4 if what in SLOWLY else 1)
        print(f"{what}; was current at {held.last_live}; trying again in {pause:.1f} s", file=sys.stderr, flush=True)
        time.sleep(pause)
