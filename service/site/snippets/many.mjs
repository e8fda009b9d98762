const articles = [
  { id: "treaty", text: "Envoys signed a treaty after talks between the foreign ministers." },
  { id: "blank", text: "" },
  { id: "vote", text: "The opposition won the election in Velm by nine seats." },
];
const answer = await fetch("http://127.0.0.1:8000/v1/topic", {
  method: "POST",
  headers: {
    "Content-Type": "application/x-ndjson",
    Authorization: `Bearer ${process.env.DATELINE_KEY ?? ""}`,
  },
  body: articles.map((article) => JSON.stringify(article)).join("\n"),
});

let rest = "";
const pieces = answer.body.pipeThrough(new TextDecoderStream());
for await (const piece of pieces) {
  const lines = (rest + piece).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const { id, topic, problem } = JSON.parse(line);
    console.log(id, problem ? problem.detail : topic.label);
  }
}

// prints:
//   treaty diplomacy
//   blank text: is empty; send the article.
//   vote politics
