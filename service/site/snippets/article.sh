curl -sS http://127.0.0.1:8000/v1/analysis \
  -H "Authorization: Bearer $DATELINE_KEY" \
  -H 'Content-Type: application/json' \
  -d '{
    "text": "Police in Arnsbeck arrested two men on Monday after a robbery at the post office. A court will hear the charges on Friday.",
    "sentences": 1
  }'
