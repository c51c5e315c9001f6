"""Signs requests by the rules of the LinuxLink protocol, independently of the package under test.

Reads one JSON request per line, writes one JSON answer per line. Standard library only.
"""
import base64, hashlib, hmac, json, sys
from urllib.parse import quote, urlencode

PATH_SAFE = "!$&'()*+,;=:@/%"


def path_of(resource):
    out, at = [], 0
    for at, char in enumerate(resource):
        escape = resource[at + 1:at + 3]
        valid = len(escape) == 2 and all(c in "0123456789abcdefABCDEF" for c in escape)
        out.append("%25" if char == "%" and not valid else quote(char, safe=PATH_SAFE))
    return "".join(out)


def sign(request):
    params = dict(request["params"])
    params["email"] = request["email"]
    pairs = []
    for name in sorted(params):
        value = params[name]
        for item in sorted(value) if isinstance(value, list) else [value]:
            pairs.append("%s=%s" % (name, item))
    message = request["method"] + request["resource"] + "&".join(pairs)
    digest = hmac.new(request["key"].encode(), message.encode(), hashlib.sha256).digest()
    url, body = request["server"] + path_of(request["resource"]), None
    if request["method"] == "POST":
        body = urlencode(params, doseq=True)
    else:
        url += "?" + urlencode(sorted(params.items(), key=lambda pair: pair[0]), doseq=True)
    return {"hmac_msg": message, "signature": base64.b64encode(digest).decode(), "url": url, "body": body}


for line in sys.stdin:
    print(json.dumps(sign(json.loads(line))))
