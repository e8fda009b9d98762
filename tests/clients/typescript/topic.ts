// Files an article sent on standard input, with the types that openapi-typescript makes.
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Article = components["schemas"]["ArticleRequest"];

const [address, form, key] = argv.slice(2);
const content = readFileSync(0, "utf8");
const article: Article =
  form === "html" ? { html: content, explain: false } : { text: content, explain: false };

const client = createClient<paths>({
  baseUrl: address ?? "",
  headers: { Authorization: `Bearer ${key}` },
});
const { data, error, response } = await client.POST("/v1/analysis", { body: article });
if (error !== undefined) {
  console.error(`${response.status} ${error.title}: ${error.detail}`);
  exit(1);
}
const label: string | null = data.topic.label;
const first: string | undefined = data.summary.sentences[0]?.text;
console.log(JSON.stringify({ label, first, removed: data.article.removed.length }));
