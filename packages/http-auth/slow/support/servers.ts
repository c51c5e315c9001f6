import { digestLines, passwordLines, userhashLines } from "./users.js";
import type { WebServerKind } from "./web-server.js";

/** The realm of every protected path: in UTF-8, with a comma. Apache can't compare realms with quotes. */
const realm = "caf\u00e9, north";

const modules = "/usr/lib/apache2/modules";
const apacheModules: readonly string[] = [
  "mpm_event",
  "authn_core",
  "authn_file",
  "authz_core",
  "authz_user",
  "auth_basic",
  "auth_digest",
  "dav",
  "dav_fs",
];

/** Apache httpd: Basic below `/basic`, Digest with MD5 below `/digest`, and with a nonce for each request below `/once`. */
export const apache: WebServerKind = {
  program: "apache2",
  args: (folder) => ["-DFOREGROUND", "-d", folder, "-f", `${folder}/server.conf`],
  files: ({ folder, port }) => ({
    "www/basic/things": "things",
    "www/digest/things": "things",
    "www/once/things": "things",
    htpasswd: passwordLines(),
    htdigest: digestLines(realm, "md5"),
    "server.conf": `
${apacheModules.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join("\n")}
ServerName localhost
Listen 127.0.0.1:${port}
DefaultRuntimeDir ${folder}
PidFile ${folder}/server.pid
Mutex file:${folder}
ErrorLog ${folder}/error.log
DocumentRoot ${folder}/www
DavLockDB ${folder}/locks
<Location /basic>
  AuthType Basic
  AuthName "things"
  AuthUserFile ${folder}/htpasswd
  Require valid-user
  Dav On
</Location>
<LocationMatch ^/(digest|once)/>
  AuthType Digest
  AuthName "${realm}"
  AuthUserFile ${folder}/htdigest
  Require valid-user
  Dav On
</LocationMatch>
<Location /once/>
  AuthDigestNonceLifetime 0
</Location>
`,
  }),
};

/** nginx: Basic everywhere. */
export const nginx: WebServerKind = {
  program: "nginx",
  args: (folder) => ["-p", folder, "-c", `${folder}/server.conf`, "-e", `${folder}/error.log`],
  files: ({ folder, port }) => ({
    "www/basic/things": "things",
    htpasswd: passwordLines(),
    "server.conf": `
daemon off;
pid ${folder}/server.pid;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    root ${folder}/www;
    auth_basic "things";
    auth_basic_user_file ${folder}/htpasswd;
    dav_methods PUT;
  }
}
`,
  }),
};

/** lighttpd: Basic below `/basic`; Digest with each hash function, with one of two, and with hashed user names below the paths of these names. */
export const lighttpd: WebServerKind = {
  program: "lighttpd",
  args: (folder) => ["-D", "-f", `${folder}/server.conf`],
  files: ({ folder, port }) => {
    const rule = (path: string, method: string, more = ""): string =>
      `"/${path}/" => ("method" => "${method}", "realm" => "${realm}", "require" => "valid-user"${more})`;
    return {
      ...Object.fromEntries(
        ["basic", "md5", "sha-256", "sha-512-256", "both", "userhash"].map((name) => [`www/${name}/things`, "things"]),
      ),
      htdigest: `${digestLines(realm, "md5")}${userhashLines(realm, "sha256")}`,
      htdigest512: digestLines(realm, "sha512-256"),
      "server.conf": `
server.modules = ("mod_auth", "mod_authn_file")
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${folder}/www"
server.errorlog = "${folder}/error.log"
server.upload-dirs = ("${folder}")
auth.backend = "htdigest"
auth.backend.htdigest.userfile = "${folder}/htdigest"
$HTTP["url"] =~ "^/sha-512-256/" {
  auth.backend.htdigest.userfile = "${folder}/htdigest512"
}
auth.require = (
  ${rule("md5", "digest", ', "algorithm" => "MD5"')},
  ${rule("sha-256", "digest", ', "algorithm" => "SHA-256"')},
  ${rule("sha-512-256", "digest", ', "algorithm" => "SHA-512-256"')},
  ${rule("both", "digest", ', "algorithm" => "SHA-256|MD5"')},
  ${rule("userhash", "digest", ', "algorithm" => "SHA-256", "userhash" => "enable"')},
  ${rule("basic", "basic")}
)
`,
    };
  },
};
