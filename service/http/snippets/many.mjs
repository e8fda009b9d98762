const articles = [
  "Foreign ministers of both countries signed a treaty after talks at the embassy.",
  "",
  "The opposition won the election in Velm with a majority of nine seats.",
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
for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
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
