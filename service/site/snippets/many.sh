printf '%s\n' \
  '{"id": "treaty", "text": "Envoys signed a treaty after talks between the foreign ministers."}' \
  '{"id": "blank", "text": ""}' \
  '{"id": "vote", "text": "The opposition won the election in Velm by nine seats."}' |
curl -sS --no-buffer http://127.0.0.1:8000/v1/topic \
  -H "Authorization: Bearer $DATELINE_KEY" \
  -H 'Content-Type: application/x-ndjson' --data-binary @-
