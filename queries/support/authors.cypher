MATCH (p:Paper)
UNWIND p.authors AS name
WITH DISTINCT name
RETURN name
ORDER BY name
