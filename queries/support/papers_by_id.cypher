UNWIND $ids AS wanted
MATCH (p:Paper)
WHERE p.id = wanted OR wanted IN p.aliases
RETURN wanted, p.id AS id, p.title AS title, p.year AS year, p.aliases AS aliases
ORDER BY id, wanted
