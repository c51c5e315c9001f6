/** Escapes text for an attribute, as AD FS does. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A page of AD FS with a body of the test's. */
export function page(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html lang="en-US"><head><title>${title}</title>
<script>var loginMessage = "<input name='Context' value='from a script'>";</script></head>
<body><!-- <input name="id_token" value="from.a.comment"> -->${body}</body></html>`;
}

/** The login page, with an error text once a login was refused. */
export function loginPage(errorText = "", extra = ""): string {
  return page(
    "Sign In",
    `<form method="post" id="loginForm" autocomplete="off" action="/adfs/oauth2/authorize?a=1&client-request-id=2">
<div id="error" class="fieldMargin error smallText"><span id="errorText" role="alert">${errorText}</span></div>
<input id="userNameInput" name="UserName" type="email" value="user@example.com">
<input id="passwordInput" name="Password" type="password">
<input type="checkbox" name="Kmsi" id="kmsiInput" value="true">
<input id="optionForms" type="hidden" name="AuthMethod" value="FormsAuthentication"></form>${extra}
<form id="options" method="post" action="https://sts.example.com:443/adfs/">
<input id="optionSelection" type="hidden" name="AuthMethod"></form>`,
  );
}

/** The page that blocks until the user's device answers. */
export function mfaPage(
  context: string,
  { method = "AzureMfaServerAuthentication", action = "", errorText = "", extra = "" } = {},
): string {
  return page(
    "Sign In",
    `<div id="authArea"><div id="mfaGreeting">Welcome</div><p id="instructions">We sent a
notification to your device.</p><form method="post" id="loginForm"${action}>
<input id="authMethod" type="hidden" name="AuthMethod" value="${method}">
<input id="context" type="hidden" name="Context" value="${escaped(context)}">
<label id="errorText">${errorText}</label>${extra}</form></div>
<form id="options" method="post" action="https://sts.example.com:443/adfs/">
<input id="optionSelection" type="hidden" name="AuthMethod"></form>`,
  );
}

/** The page that a browser posts to the client by itself. */
export function finalPage(inputs: readonly (readonly [string, string])[], action = "https://amp.armor.com/"): string {
  const hidden = inputs.map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}" />`);
  return page(
    "Working...",
    `<form method="POST" name="hiddenform" action="${action}">${hidden.join("")}<noscript><p>Script is disabled.</p>
<input type="submit" value="Submit" /></noscript></form><script>window.setTimeout('document.forms[0].submit()', 0);</script>`,
  );
}

/** A page about something that went wrong in the service itself. */
export function errorPage(message: string): string {
  return page(
    "Error",
    `<div id="openingMessage">An error occurred. Contact your administrator.</div><div id="errorMessage">${message}</div>
<div id="errorDetailsLink">Activity ID: 00000000-0000-0000-0300-0080000000e0</div>`,
  );
}
