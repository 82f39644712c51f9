"""Two workers, one for each core, which say where they are once they can be asked. With FLASK_THREADS each has threads and keeps connections."""
import os

bind = f"127.0.0.1:{os.environ['PORT']}"
workers = 2
threads = int(os.environ.get("FLASK_THREADS", "1"))
loglevel = "error"


def when_ready(_server):
    print(f"The peer is at http://{bind}", flush=True)
