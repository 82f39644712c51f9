"""Writes into the board's database as the tutorial's Flask application does, which knows nothing of the board.

usage: insert_tutorial_events.py MONGODB_URI DATABASE COUNT
"""

import json
import sys

from pymongo import MongoClient

uri, database, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
events = MongoClient(uri)[database].events

# What people typed into the tutorial's date field, in all years to come.
DATES = ("04-10-29", "2031-04-10", "12/01/2030", "4-1-31")
BATCH = 10


def document(number):
    return {"event": f"Script event {number}", "date": DATES[number % len(DATES)], "user": f"script-{number % 7}"}


ids = []
for start in range(0, count, 2 * BATCH):
    # Ten one by one, ten at once.
    ids += [events.insert_one(document(number)).inserted_id for number in range(start, start + BATCH)]
    ids += events.insert_many([document(number) for number in range(start + BATCH, start + 2 * BATCH)]).inserted_ids

# One that nobody can read as an event.
events.insert_one({"event": "Someday", "date": "when it is warmer", "user": "script-0"})

renamed = ids[5::20]
for _id in renamed:
    events.update_one({"_id": _id}, {"$set": {"event": "Renamed by the script"}})
moved = events.update_many({"user": "script-3"}, {"$set": {"date": "05-01-32"}}).modified_count
deleted = sum(events.delete_one({"_id": _id}).deleted_count for _id in ids[7::20])
replaced = events.find_one_and_replace({"_id": ids[0]}, {"event": "Replaced by the script", "date": "2031-04-11", "user": "script-1"})

print(json.dumps({
    "inserted": len(ids), "renamed": [str(_id) for _id in renamed], "moved": moved,
    "deleted": deleted, "deletedIds": [str(_id) for _id in ids[7::20]], "replaced": str(replaced["_id"]),
}))
