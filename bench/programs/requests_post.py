"""One POST of a form over requests: what a short Python command cannot do without."""
import sys

import requests

requests.post(sys.argv[1], data={"email": "user@example.com", "hmac_msg": "bench"}).json()
