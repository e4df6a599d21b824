MATCH (a:Method)-[r:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON]->(b:Problem|Task|Dataset)<-[s:ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON]-(c:Method)
WHERE ((a.id IN $method AND c.id IN $other) OR (a.id IN $other AND c.id IN $method))
  AND a.id <> c.id AND a.id <> b.id AND b.id <> c.id
WITH a.name AS subject, a.id AS subject_id, type(r) AS predicate, b.name AS object, b.id AS object_id,
     type(s) AS other_predicate, s.confidence AS other_confidence, s.year AS other_year,
     r.paper_id AS paper, r.paper_title AS title, r.year AS year, r.sentence AS sentence,
     r.evidence AS evidence, r.evidence_spans AS evidence_spans, r.subject_span AS subject_span,
     r.object_span AS object_span, r.confidence AS confidence
WHERE predicate = other_predicate
  AND confidence >= $min_confidence AND coalesce(year, 0) >= $since
  AND other_confidence >= $min_confidence AND coalesce(other_year, 0) >= $since
WITH DISTINCT subject, subject_id, predicate, object, object_id, paper, title, year, sentence, evidence,
     evidence_spans, subject_span, object_span, confidence
MATCH (p:Paper)
WHERE p.id = paper
RETURN subject, predicate, object, paper, title, year, p.url AS url, p.source AS source, sentence, evidence,
       evidence_spans, subject_span, object_span, confidence, subject_id, object_id
ORDER BY predicate, object, object_id, confidence DESC, coalesce(year, 0) DESC, subject, subject_id, paper
LIMIT $limit
