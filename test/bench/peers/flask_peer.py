"""The same two calls as people write them with Flask and PyMongo: a list of 50 by date, and a post that waits for the majority."""
import os
from datetime import datetime, timezone

from bson import ObjectId
from flask import Flask, jsonify, request
from pymongo import ASCENDING, MongoClient, WriteConcern

app = Flask(__name__)
database = MongoClient(os.environ["MONGODB_URI"])[os.environ["MONGODB_DATABASE"]]
events = database.get_collection("events", write_concern=WriteConcern(w="majority"))
events.create_index([("start", ASCENDING), ("_id", ASCENDING)])


def shown(event):
    return {**event, "_id": str(event["_id"]), "createdAt": event["createdAt"].isoformat()}


@app.get("/api/boards/main/events")
def list_events():
    found = events.find({"board": "main"}, {"listing": 0}).sort([("start", ASCENDING), ("_id", ASCENDING)]).limit(50)
    return jsonify(events=[shown(event) for event in found])


@app.post("/api/boards/main/events")
def create_event():
    body = request.get_json()
    name, start, guest = body.get("name"), body.get("start"), body.get("guestName")
    if not all(isinstance(value, str) and 0 < len(value) <= 120 for value in (name, start, guest)):
        return jsonify(code="invalid_request"), 400
    event = {"_id": ObjectId(), "board": "main", "name": name, "start": start, "place": body.get("place"), "author": {"name": guest}, "createdAt": datetime.now(timezone.utc)}
    events.insert_one(event)
    return jsonify(event=shown(event)), 201
