"""The original's nine tests, as far as the service sees them."""
import os
import sys
import urllib.error

from armorapi import ArmorApi

user = {"username": os.environ["armor_username"], "password": os.environ["armor_password"]}
account = os.environ["armor_account_id"]


def raises(kind, act):
    try:
        act()
    except kind:
        return
    sys.exit(f"{kind.__name__} was not raised")


def spoilt_token():
    api = ArmorApi(**user, retries401=2)
    api.headers["Authorization"] = "FH-AUTH junk"
    api.test_request(None)


def reissue():
    api = ArmorApi(**user)
    api.v1_reissue_authorisation_token()
    api.test_request(None)


ArmorApi(**user)
ArmorApi(**user, accountid=account)
ArmorApi(**user, auth=1)
ArmorApi(**user, auth=2)
raises(urllib.error.HTTPError, spoilt_token)
reissue()
raises(ValueError, lambda: ArmorApi(**user, retries401=101))
raises(ValueError, lambda: ArmorApi(**user).make_request("https://google.com"))
raises(ValueError, lambda: ArmorApi(**user, accountid="007"))
print("pass")
