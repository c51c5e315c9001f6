"""Makes calls of the original package, one from each JSON line of standard input, and prints null or the error of each.

Arguments: the key file and the server's URL.
"""
import json
import sys

import timesys

timesys.llapi.configure(key_file_path=sys.argv[1], url=sys.argv[2])
for line in sys.stdin:
    call = json.loads(line)
    for name, value in call["tokens"].items():
        setattr(timesys.llapi, name, value)
    function = timesys
    for name in call["function"].split("."):
        function = getattr(function, name)
    try:
        function(*call["arguments"], **call["options"])
        print("null")
    except Exception as error:
        print(json.dumps(str(error)))
