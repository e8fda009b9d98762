printf '%s\n' \
  '{"text": "Foreign ministers of both countries signed a treaty after talks at the embassy."}' \
  '{"text": ""}' \
  '{"text": "The opposition won the election in Velm with a majority of nine seats."}' |
curl -sS --no-buffer http://127.0.0.1:8000/v1/topic \
  -H "Authorization: Bearer $DATELINE_KEY" \
  -H 'Content-Type: application/x-ndjson' --data-binary @-
