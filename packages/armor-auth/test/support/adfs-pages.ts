/** Escapes text for an attribute, as AD FS does. */
function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Returns a page of AD FS with the given body. */
export function page(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html lang="en-US"><head><title>${title}</title>
<script>var loginMessage = "<input name='Context' value='from a script'>";</script></head>
<body><!-- <input name="id_token" value="from.a.comment"> -->${body}</body></html>`;
}

/** Returns the login page, with an error text if a login was refused. */
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

/** Returns the page whose form starts the MFA prompt. */
export function mfaPage(
  context: string,
  { method = "AzureMfaServerAuthentication", action = "", errorText = "", extra = "" } = {},
): string {
  return page(
    "Sign In",
    `<div id="authArea"><div id="mfaGreeting">Welcome</div><p id="instructions">We sent a
notification to your device.</p><form method="post" id="loginForm"${action}>
<input id="authMethod" type="hidden" name="AuthMethod" value="${method}">
<input id="context" type="hidden" name="Context" value="${escapeHtml(context)}">
<label id="errorText">${errorText}</label>${extra}</form></div>
<form id="options" method="post" action="https://sts.example.com:443/adfs/">
<input id="optionSelection" type="hidden" name="AuthMethod"></form>`,
  );
}

/** Returns the page whose form a browser sends to the client by itself. */
export function finalPage(inputs: readonly (readonly [string, string])[], action = "https://amp.armor.com/"): string {
  const hidden = inputs.map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}" />`);
  return page(
    "Working...",
    `<form method="POST" name="hiddenform" action="${action}">${hidden.join("")}<noscript><p>Script is disabled.</p>
<input type="submit" value="Submit" /></noscript></form><script>window.setTimeout('document.forms[0].submit()', 0);</script>`,
  );
}

/** Returns the page for an error of the service. */
export function errorPage(message: string): string {
  return page(
    "Error",
    `<div id="openingMessage">An error occurred. Contact your administrator.</div><div id="errorMessage">${message}</div>
<div id="errorDetailsLink">Activity ID: 00000000-0000-0000-0300-0080000000e0</div>`,
  );
}
