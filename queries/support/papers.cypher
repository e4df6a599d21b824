MATCH (p:Paper)
RETURN p.id AS id, p.title AS title
ORDER BY id
