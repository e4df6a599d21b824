MATCH (a:Method)-[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON]->(b:Problem|Task|Dataset)
WHERE a.id IN $method OR a.id IN $other
WITH type(r) AS shared_predicate, b.id AS shared, a.id AS subject_id,
     CASE WHEN a.id IN $method THEN 1 ELSE 0 END AS of_method, CASE WHEN a.id IN $other THEN 1 ELSE 0 END AS of_other,
     r.confidence AS confidence, r.year AS year
WHERE confidence >= $min_confidence AND coalesce(year, 0) >= $since
WITH shared_predicate, shared, min(subject_id) AS one, max(subject_id) AS another,
     max(of_method) AS has_method, max(of_other) AS has_other
WHERE one <> another AND has_method = 1 AND has_other = 1
MATCH (a:Method)-[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON]->(b:Problem|Task|Dataset)
WHERE b.id = shared AND (a.id IN $method OR a.id IN $other)
WITH shared_predicate, a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object,
     b.id AS object_id, r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE predicate = shared_predicate AND confidence >= $min_confidence AND coalesce(year, 0) >= $since
MATCH (p:Paper)
WHERE p.id = paper
RETURN subject, predicate, object, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, object_id
ORDER BY predicate, object, object_id, confidence DESC, coalesce(year, 0) DESC, subject, subject_id, paper
LIMIT $limit
