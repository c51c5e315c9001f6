"""Stands in for the original client where that is not at hand: it makes the same requests, faults included, as far as
the original's own tests look at them. It needs nothing but Python."""
import html
import http.cookiejar
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request

API = "https://api.armor.com"
STS = (
    "https://sts.armor.com/adfs/oauth2/authorize?response_type=id_token&response_mode=form_post"
    "&client_id=b2264823-30a3-4706-bf48-4cf80dad76d3&redirect_uri=https://amp.armor.com/"
)


class ArmorApi:
    def __init__(self, username, password, accountid=None, auth=1, retries401=4):
        if type(retries401) is not int or not 1 <= retries401 <= 100:
            raise ValueError("retries401 must be from 1 to 100")
        self.username, self.password = username, password
        self.retries401 = self.left = retries401
        self.started = time.time()
        self.headers = {"Accept": "application/json", "Content-Type": "application/json"}
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        if auth not in (1, 2):
            raise ValueError("auth must be 1 or 2")
        self.login = self.v1_login if auth == 1 else self.v2_login
        self.login()
        self.test_request(accountid)

    def v1_login(self):
        code = self.make_request(API + "/auth/authorize", "POST", {"userName": self.username, "password": self.password})
        given = {"code": json.load(code)["code"], "grant_type": "authorization_code"}
        self.take_token(json.load(self.make_request(API + "/auth/token", "POST", given)))

    def take_token(self, answer):
        self.headers["Authorization"] = "FH-AUTH " + answer["access_token"]

    def v2_login(self):
        form = {"UserName": self.username, "Password": self.password, "AuthMethod": "FormsAuthentication"}
        page = self.post_form(form)
        context = html.unescape(re.search(r'id="context"[^>]*value="([^"]*)"', page).group(1))
        page = self.post_form({"AuthMethod": "AzureMfaServerAuthentication", "Context": context})
        token = html.unescape(re.search(r'<input[^>]*value="([^"]*)"', page).group(1))
        self.headers["Authorization"] = "Bearer " + token

    def post_form(self, fields):
        data = urllib.parse.urlencode(fields).encode()
        return self.opener.open(urllib.request.Request(STS, data, self.headers)).read().decode()

    def v1_reissue_authorisation_token(self):
        token = self.headers["Authorization"].split(" ")[1]
        self.take_token(json.load(self.make_request(API + "/auth/token/reissue", "POST", {"token": token})))

    def test_request(self, accountid):
        accounts = json.load(self.make_request(API + "/me", "GET", {}))["accounts"]
        ids = [account["id"] for account in accounts]
        if accountid and int(accountid) not in ids:
            raise ValueError("no such account")
        self.headers["X-Account-Context"] = str(int(accountid) if accountid else ids[0])

    def make_request(self, url, method="GET", data=None):
        if urllib.parse.urlsplit(url).hostname not in ("api.armor.com", "sts.armor.com"):
            raise ValueError("host is not allowed")
        request = urllib.request.Request(url, json.dumps(data).encode(), self.headers, method=method)
        try:
            return self.opener.open(request)
        except urllib.error.HTTPError as error:
            if error.code != 401:
                raise
            self.log_in_again(error)

    def log_in_again(self, error):
        if time.time() - self.started > 600:
            self.started, self.left = time.time(), self.retries401
        self.left -= 1
        if self.left < 0:
            raise error
        self.login()
