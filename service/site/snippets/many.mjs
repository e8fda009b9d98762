const articles = [
  "Envoys signed a treaty after talks between the foreign ministers.",
  "",
  "The opposition won the election in Velm by nine seats.",
];
const answer = await fetch("http://127.0.0.1:8000/v1/topic", {
  method: "POST",
  headers: {
    "Content-Type": "application/x-ndjson",
    Authorization: `Bearer ${process.env.DATELINE_KEY ?? ""}`,
  },
  body: articles.map((text) => JSON.stringify({ text })).join("\n"),
});

let rest = "";
const pieces = answer.body.pipeThrough(new TextDecoderStream());
for await (const piece of pieces) {
  const lines = (rest + piece).split("\n");
  rest = lines.pop();
  for (const line of lines) {
    const { index, topic, problem } = JSON.parse(line);
    console.log(index, problem ? problem.detail : topic.label);
  }
}

// prints:
//   0 diplomacy
//   1 text: is empty; send the article.
//   2 politics
