import json
import os
from urllib.request import Request, urlopen

article = """📮 Police in Arnsbeck arrested two men on Monday after
a robbery at the post office. The men, aged 24 and 31, took 8,000
crowns. A court will hear the charges on Friday."""

request = Request(
    "http://127.0.0.1:8000/v1/analysis",
    json.dumps({"text": article, "sentences": 1}).encode(),
    {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {os.environ.get('DATELINE_KEY', '')}",
    },
)
with urlopen(request) as answer:
    found = json.load(answer)

print(found["topic"]["label"], f"{found['topic']['confidence']:.0%}")
for sentence in found["summary"]["sentences"]:
    start = sentence["offset"]
    print(repr(article[start : start + sentence["length"]]))

# prints:
#   crime 99%
#   '📮 Police in Arnsbeck arrested two men on Monday after\na robbery at the post office.'
