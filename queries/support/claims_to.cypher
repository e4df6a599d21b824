MATCH (a:Paper|Method|Dataset|Task|Problem)
      -[r:PROPOSES|ADDRESSES|SUFFERS_FROM|APPLIED_TO|EVALUATED_ON|TRAINED_ON|BASED_ON|IS_A|OUTPERFORMS|COMPARED_WITH]
      ->(b:Method|Dataset|Task|Problem|Metric|Concept)
WHERE b.id IN $ids
WITH b.id AS id, type(r) AS predicate, coalesce(a.name, a.title) AS name, a.id AS other,
     r.paper_id AS paper, r.confidence AS confidence
WITH id, predicate, name, other, count(DISTINCT paper) AS papers, max(confidence) AS best
RETURN id, predicate, name, other, papers, best
ORDER BY papers DESC, best DESC, predicate, name, other, id
