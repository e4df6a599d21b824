MATCH (p:Paper)
WHERE p.source = 'summary'
RETURN count(*) AS amount
