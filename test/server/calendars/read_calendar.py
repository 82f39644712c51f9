"""Reads an iCalendar file with the package icalendar and prints what each event says, as JSON: the tests' second opinion."""
import json
import sys
from datetime import datetime, timezone

from icalendar import Calendar


def said(value):
    if value is None:
        return None
    moment = value.dt
    if isinstance(moment, datetime):
        return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return moment.isoformat()


with open(sys.argv[1], "rb") as file:
    calendar = Calendar.from_ical(file.read())

# By what the file says of its zones alone, as a program reads it that does not know them by name.
rules = {str(zone["tzid"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("VTIMEZONE")}


def by_rules(value):
    if value is None or "TZID" not in value.params:
        return said(value)
    moment = value.dt.replace(tzinfo=rules[str(value.params["TZID"])])
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


print(json.dumps({
    "byRules": [{"uid": str(event["uid"]), "start": by_rules(event["dtstart"]), "end": by_rules(event.get("dtend"))} for event in calendar.walk("VEVENT")],
    "name": str(calendar.get("x-wr-calname")),
    "zones": sorted(str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")),
    "events": [
        {
            "uid": str(event["uid"]),
            "sequence": int(event["sequence"]),
            "summary": str(event["summary"]),
            "start": said(event["dtstart"]),
            "end": said(event.get("dtend")),
            "location": str(event["location"]) if "location" in event else None,
            "description": str(event["description"]) if "description" in event else None,
            "status": str(event["status"]),
            "url": str(event["url"]),
        }
        for event in calendar.walk("VEVENT")
    ],
}))
