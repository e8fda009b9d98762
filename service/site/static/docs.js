// Swagger UI over this service's own description: in the reader's colours, and with the names and
// the keyboard's reach that it leaves out.
"use strict";

// Beside the page, whatever path the service is under.
const description = new URL("../openapi.json", document.currentScript.src).pathname;
const root = document.getElementById("swagger-ui");
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

function name(fields, text) {
  for (const field of fields) field.ariaLabel ||= text;
}

function complete() {
  for (const row of root.querySelectorAll("tr[data-param-name]")) {
    name(row.querySelectorAll("input, select, textarea"), row.dataset.paramName);
  }
  name(root.querySelectorAll("textarea.body-param__text"), "request body");
  name(root.querySelectorAll("#servers"), "server");
  // What scrolls is to be reached with the keyboard.
  const still = "pre:not([tabindex]), .opblock-body:not([tabindex])";
  for (const block of root.querySelectorAll(still)) block.tabIndex = 0;
}

// It would have a file chosen where a text is said to hold JSON: lines are typed, as all else.
function typed() {
  return {
    afterLoad() {
      this.fn.isFileUploadIntended = () => false;
    },
  };
}

new MutationObserver(complete).observe(root, { childList: true, subtree: true });

window.SwaggerUIBundle({
  url: description,
  domNode: root,
  presets: [window.SwaggerUIBundle.presets.apis],
  plugins: [typed],
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
