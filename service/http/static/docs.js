// Swagger UI over this service's own description: in the reader's colours, and with the names and
// the keyboard's reach that it leaves out.
"use strict";

const root = document.getElementById("swagger-ui");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

const NAMELESS = [
  ["textarea.body-param__text", "request body"],
  [".content-type-wrapper select, .opblock-section-request-body select", "content type of the request"],
  [".response-control-media-type select, .response-controls select", "content type of the answer"],
];

function name(element, text) {
  if (!element.labels.length && !element.ariaLabel) element.ariaLabel = text;
}

function complete() {
  for (const row of root.querySelectorAll("tr[data-param-name]")) {
    for (const field of row.querySelectorAll("input, select, textarea")) name(field, row.dataset.paramName);
  }
  for (const [selector, text] of NAMELESS) {
    for (const field of root.querySelectorAll(selector)) name(field, text);
  }
  // What scrolls is to be reached with the keyboard.
  for (const block of root.querySelectorAll("pre:not([tabindex]), .opblock-body:not([tabindex])")) block.tabIndex = 0;
}

new MutationObserver(complete).observe(root, { childList: true, subtree: true });

window.SwaggerUIBundle({
  url: "/openapi.json",
  domNode: root,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  // With it a button has a link inside, which a screen reader cannot tell apart.
  deepLinking: false,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  // Its colours for code are too faint to read (3.5 to 1), and freeze on long answers.
  syntaxHighlight: { activated: false },
  // Nobody else is asked whether the description is right.
  validatorUrl: null,
});
