MATCH (p:Paper)
WHERE p.id IN $ids
RETURN p.id AS id, p.title AS title, p.year AS year, p.authors AS authors, p.venue AS venue, p.doi AS doi,
       p.arxiv_id AS arxiv_id, p.url AS url
ORDER BY id
