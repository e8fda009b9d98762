import json
import os
from urllib.request import Request, urlopen

articles = {
    "treaty": "Envoys signed a treaty after talks between the foreign ministers.",
    "blank": "",
    "vote": "The opposition won the election in Velm by nine seats.",
}
request = Request(
    "http://127.0.0.1:8000/v1/topic",
    "\n".join(json.dumps({"id": name, "text": text}) for name, text in articles.items()).encode(),
    {
        "Content-Type": "application/x-ndjson",
        "Authorization": f"Bearer {os.environ.get('DATELINE_KEY', '')}",
    },
)
with urlopen(request) as answers:
    for line in answers:  # in order, each as soon as it is ready
        found = json.loads(line)
        if "problem" in found:
            print(found["id"], found["problem"]["detail"])
        else:
            print(found["id"], found["topic"]["label"])

# prints:
#   treaty diplomacy
#   blank text: is empty; send the article.
#   vote politics
