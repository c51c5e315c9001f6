"""Uploads files one after the other as a signed form, and prints the CPU seconds and the peak memory in bytes after each: what the Python client cannot do without."""
import base64, hashlib, hmac, json, resource, sys, time

import requests

url, *files = sys.argv[1:]
key = b"0123456789abcdef0123456789abcdef"
session = requests.Session()
session.trust_env = False


def upload(path):
    with open(path) as file:
        sent = {"manifest": file.read(), "email": "user@example.com"}
    arguments = "&".join("%s=%s" % (name, sent[name]) for name in sorted(sent))
    message = "POST" + "/api/v1/vigiles/manifests" + arguments
    digest = hmac.digest(key, message.encode(), hashlib.sha256)
    session.post(url, data=sent, headers={"X-Auth-Signature": base64.b64encode(digest)}).json()


spent = []
for path in files:
    cpu = time.process_time()
    upload(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    spent.append({"cpuSeconds": time.process_time() - cpu, "peakBytes": peak})
print(json.dumps(spent))
