MATCH (a:Paper)-[r:PROPOSES]->(b:Method|Dataset|Task|Metric|Concept)
WHERE a.id IN $papers
WITH a.title AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.confidence AS confidence
WHERE confidence >= $min_confidence
RETURN subject, predicate, object, paper, title, year, sentence, evidence, confidence, subject_id, object_id
ORDER BY confidence DESC, subject_id, predicate, object_id, paper
