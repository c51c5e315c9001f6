"""Answers lines of `times at_once` with the CPU and wall microseconds of that many GETs over one requests session."""
import sys, time
from concurrent.futures import ThreadPoolExecutor

import requests
from requests.adapters import HTTPAdapter

url = sys.argv[1]
session = requests.Session()
session.trust_env = False
session.mount("http://", HTTPAdapter(pool_maxsize=64, pool_block=True))
session.headers.update({"Accept-Language": "en", "X-Client": "bench", "X-Account": "17", "Authorization": "Bearer good"})


def once(_):
    return session.get(url, headers={"x-request-id": "0123456789"}).json()


for line in sys.stdin:
    times, at_once = (int(word) for word in line.split())
    cpu, wall = time.process_time(), time.perf_counter()
    if at_once == 1:
        for index in range(times):
            once(index)
    else:
        with ThreadPoolExecutor(at_once) as pool:
            list(pool.map(once, range(times)))
    print("%d %d" % ((time.process_time() - cpu) * 1e6, (time.perf_counter() - wall) * 1e6), flush=True)
