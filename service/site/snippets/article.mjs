const article = `📮 Police in Arnsbeck arrested two men on Monday after
a robbery at the post office. The men, aged 24 and 31, took 8,000
crowns. A court will hear the charges on Friday.`;

const answer = await fetch("http://127.0.0.1:8000/v1/analysis", {
  method: "POST",
  headers: {
    "Content-Type": "application/json",
    Authorization: `Bearer ${process.env.DATELINE_KEY ?? ""}`,
  },
  // JavaScript counts UTF-16 units: 📮 is two of them.
  body: JSON.stringify({
    text: article,
    sentences: 1,
    offsets: "utf16",
  }),
});
const found = await answer.json();
if (!answer.ok) throw new Error(found.detail);

const { label, confidence } = found.topic;
console.log(label, `${Math.round(100 * confidence)}%`);
for (const { offset, length } of found.summary.sentences) {
  console.log(JSON.stringify(article.slice(offset, offset + length)));
}

// prints:
//   crime 99%
//   "📮 Police in Arnsbeck arrested two men on Monday after\na robbery at the post office."
