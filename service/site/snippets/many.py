import json
import os
from urllib.request import Request, urlopen

articles = [
    "Envoys signed a treaty after talks between the foreign ministers.",
    "",
    "The opposition won the election in Velm by nine seats.",
]
request = Request(
    "http://127.0.0.1:8000/v1/topic",
    "\n".join(json.dumps({"text": text}) for text in articles).encode(),
    {
        "Content-Type": "application/x-ndjson",
        "Authorization": f"Bearer {os.environ.get('DATELINE_KEY', '')}",
    },
)
with urlopen(request) as answers:
    for line in answers:  # in order, each as soon as it is ready
        found = json.loads(line)
        if "problem" in found:
            print(found["index"], found["problem"]["detail"])
        else:
            print(found["index"], found["topic"]["label"])

# prints:
#   0 diplomacy
#   1 text: is empty; send the article.
#   2 politics
