"""Answers lines of `times at_once` with the CPU and wall microseconds of that many small signatures: what the Python client cannot do without."""
import base64, hashlib, hmac, sys, time
from urllib.parse import urlencode

key = b"0123456789abcdef0123456789abcdef"
params = {"group_token": "abc123", "manifest_name": "name", "subscribe": "weekly", "upload_only": True}


def signed():
    sent = {**params, "email": "user@example.com"}
    arguments = "&".join("%s=%s" % (name, sent[name]) for name in sorted(sent))
    message = "POST" + "/api/v1/vigiles/manifests" + arguments
    digest = hmac.digest(key, message.encode(), hashlib.sha256)
    return base64.b64encode(digest), urlencode(sent)


for line in sys.stdin:
    times, _ = (int(word) for word in line.split())
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(times):
        signed()
    print("%d %d" % ((time.process_time() - cpu) * 1e6, (time.perf_counter() - wall) * 1e6), flush=True)
