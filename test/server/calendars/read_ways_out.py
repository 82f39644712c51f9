"""Reads what the board tells of its events in its other forms, with Python's own libraries: the tests' second opinion.

usage: read_ways_out.py SNAPSHOT FEEDS PAGES: a snapshot as on the wire, a list of Atom feeds, a list of event pages, all in JSON
"""
import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser

# The zones of the package tzdata, not those of whatever system this is.
os.environ["PYTHONTZPATH"] = ""
import tzdata  # noqa: E402
from zoneinfo import ZoneInfo  # noqa: E402

ATOM = "{http://www.w3.org/2005/Atom}"


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def iso(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def instant(local, zone):
    # Of an hour that comes twice the first (fold 0), as the board means it.
    return iso(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)))


def instants(start, end, zone):
    """When an event begins and ends, from its local times alone."""
    if "T" in start:
        return {"startsAt": instant(start, zone), "endsAt": instant(end or start, zone)}
    after = date.fromisoformat(end or start) + timedelta(days=1)
    return {"startsAt": instant(start + "T00:00", zone), "endsAt": instant(after.isoformat() + "T00:00", zone)}


def page_event(event):
    return {"id": event["id"], **instants(event["start"], event["end"], event["timeZone"])}


WHEN = re.compile(r"^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?(?: – (\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?)?(?: \((\S+)\))?$")


def atom_entry(entry):
    said = entry.findtext(ATOM + "content").split("\n")[0]
    day, clock, end_day, end_clock, zone = WHEN.match(said).groups()
    start = day + (f"T{clock}" if clock else "")
    end = end_day and end_day + (f"T{end_clock}" if end_clock else "")
    return {
        "id": entry.findtext(ATOM + "id"),
        "title": entry.findtext(ATOM + "title"),
        "updated": datetime.fromisoformat(entry.findtext(ATOM + "updated").replace("Z", "+00:00")).isoformat(),
        "link": entry.find(ATOM + "link").get("href"),
        "author": entry.findtext(f"{ATOM}author/{ATOM}name"),
        "start": start,
        "end": end,
        # A day is that day wherever one is; a time has its zone beside it.
        **(instants(start, end, zone) if clock else {}),
    }


class Data(HTMLParser):
    """The blocks of JSON-LD of a page, as a browser would find them."""

    def __init__(self):
        super().__init__()
        self.blocks, self.inside, self.title = [], None, ""

    def handle_starttag(self, tag, attributes):
        self.inside = tag if tag == "title" or dict(attributes).get("type") == "application/ld+json" else None
        if self.inside == "script":
            self.blocks.append("")

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside == "script":
            self.blocks[-1] += data
        elif self.inside == "title":
            self.title += data


def moment(text):
    if text is None or "T" not in text:
        return text
    return iso(datetime.fromisoformat(text))


def page(text):
    parser = Data()
    parser.feed(text)
    parser.close()
    (block,) = parser.blocks
    event = json.loads(block)
    return {
        "type": event["@type"], "url": event["url"], "name": event["name"], "start": moment(event["startDate"]),
        "end": moment(event.get("endDate")), "status": event["eventStatus"], "title": parser.title,
    }


snapshot, feeds, pages = (load(path) for path in sys.argv[1:4])
print(json.dumps({
    "tzdata": tzdata.IANA_VERSION,
    "page": [page_event(event) for event in snapshot["events"]],
    "atom": [atom_entry(entry) for feed in feeds for entry in ET.fromstring(feed).iter(ATOM + "entry")],
    "pages": [page(text) for text in pages],
}))
